import { diffLines } from "./diff-lines.ts";
import { hunkText } from "./hunk-text.ts";
import { hunksOf } from "./hunks.ts";

/** A file before and after. */
export interface ChangedFile {
  readonly file: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** What changed in files, as `patch -p1` and `git apply` take it: byte for byte, in whatever encoding. Nothing for those that are equal. */
export const unifiedDiff = (files: readonly ChangedFile[]): Uint8Array => Buffer.concat(files.map(oneDiff));

const oneDiff = ({ file, before, after }: ChangedFile): Uint8Array => {
  const hunks = hunksOf(diffLines(linesOf(before), linesOf(after)));
  if (hunks.length === 0) return new Uint8Array();
  return Buffer.concat([
    Buffer.from(`--- ${quoted(`a/${plain(file)}`)}\n+++ ${quoted(`b/${plain(file)}`)}\n`),
    Buffer.from(hunks.map((hunk) => hunkText(hunk, (line) => line)).join(""), "latin1"),
  ]);
};

/** A byte a character, so that none is lost. */
const linesOf = (bytes: Uint8Array): readonly string[] => {
  const text = Buffer.from(bytes).toString("latin1");
  return text === "" ? [] : text.split(/(?<=\n)/);
};

const plain = (file: string): string => file.replace(/^(?:\.?\/+)+/, "");

/** As git writes names: those with a blank end in a tab, those with what would end the line are quoted. */
const quoted = (name: string): string => {
  if (!/[\0-\x1f"\\\x7f]/.test(name)) return name.includes(" ") ? `${name}\t` : name;
  return `"${name.replaceAll(/[\0-\x1f"\\\x7f]/g, (each) => (/["\\]/.test(each) ? `\\${each}` : `\\${each.charCodeAt(0).toString(8).padStart(3, "0")}`))}"`;
};
