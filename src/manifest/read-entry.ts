import { parseCapabilities } from "../linux/file-capabilities.ts";
import { encodeCapabilities } from "../linux/capability-attribute.ts";
import { type EntryType, type NewEntry, NO_XATTRS, type Xattrs } from "../tar/entry.ts";
import type { EntryContext } from "./entry-context.ts";
import { readElfSketch } from "./read-elf-sketch.ts";
import { bytesOf, type Complain, numberOf, type Options, readOptions, textOf } from "./read-options.ts";
import type { Statement, Word } from "./statements.ts";
import { writeElf } from "./write-elf.ts";

interface Kind {
  readonly type: EntryType;
  readonly mode: number;
  readonly options: readonly string[];
}

const COMMON = ["mtime", "caps", "xattr."];

const KINDS: Readonly<Record<string, Kind>> = {
  dir: { type: "directory", mode: 0o755, options: COMMON },
  file: { type: "file", mode: 0o644, options: ["hex", ...COMMON] },
  elf: { type: "file", mode: 0o755, options: ["machine", "interp", "needed", "soname", "runpath", "rpath", ...COMMON] },
  link: { type: "symlink", mode: 0o777, options: COMMON },
  hardlink: { type: "hardlink", mode: 0o644, options: [] },
  char: { type: "character", mode: 0o600, options: ["dev", ...COMMON] },
  block: { type: "block", mode: 0o600, options: ["dev", ...COMMON] },
  fifo: { type: "fifo", mode: 0o600, options: COMMON },
};

/** The entry of a line, however much had to be complained about; none without a known keyword and a path. */
export const readEntry = ({ span, words, body }: Statement, context: EntryContext): NewEntry | undefined => {
  const { complain } = context;
  const [keyword, pathWord, ...rest] = words;
  const kind = KINDS[keyword?.text ?? ""];
  if (kind === undefined || pathWord === undefined) {
    complain(span, kind === undefined ? `a line begins with default, ${Object.keys(KINDS).join(", ")}` : "a path is missing");
    return undefined;
  }
  const path = pathOf(pathWord, complain);
  const targetWord = kind.type === "symlink" || kind.type === "hardlink" ? rest.shift() : undefined;
  if (kind.type === "hardlink" && targetWord !== undefined) return hardLink(path, pathOf(targetWord, complain), rest, context);
  if (targetWord === undefined && kind.type === "symlink") complain(span, "a link has a path and a target");
  const mode = kind.type === "symlink" ? undefined : takeIf(rest, /^[0-7]{3,4}$/);
  const owner = takeIf(rest, /^[^=:]+:[^=:]+$/);
  const options = readOptions(rest, kind.options, complain);
  if (body !== undefined && keyword?.text !== "file") complain(span, "only a file has a text");
  const elf = keyword?.text === "elf" ? readElfSketch(span, options, context) : undefined;
  const content = elf === undefined ? contentOf(body, options, complain) : writeElf(elf);
  const [devMajor, devMinor] = deviceOf(options.get("dev"), complain);
  return {
    path,
    type: kind.type,
    mode: mode === undefined ? kind.mode : Number.parseInt(mode.text, 8),
    ...ownerOf(owner, context),
    mtime: numberOf(options.get("mtime") ?? context.defaults.get("mtime"), 0, complain),
    size: content.length,
    target: targetWord === undefined ? "" : textOf(targetWord, complain),
    devMajor,
    devMinor,
    xattrs: xattrsOf(options, complain),
    content,
  };
};

/** A path with the slash before it, and behind a directory, taken away; what else is odd about it is left for hostile tests. */
const pathOf = (word: Word, complain: Complain): string => textOf(word, complain).replace(/^\//, "").replace(/\/$/, "");

const takeIf = (words: Word[], pattern: RegExp): Word | undefined => (pattern.test(words[0]?.text ?? "") ? words.shift() : undefined);

/** Repeats the metadata of its target, as tar programs do. */
const hardLink = (path: string, target: string, rest: readonly Word[], { entries, defaults, complain }: EntryContext): NewEntry => {
  for (const { text, span } of rest) complain(span, `"${text}": a hard link has the metadata of its target`);
  const first = [...entries].reverse().find((entry) => entry.path === target);
  return {
    path,
    type: "hardlink",
    mode: first?.mode ?? 0o644,
    uid: first?.uid ?? 0,
    gid: first?.gid ?? 0,
    mtime: first?.mtime ?? numberOf(defaults.get("mtime"), 0, complain),
    size: 0,
    target,
    devMajor: 0,
    devMinor: 0,
    xattrs: first?.xattrs ?? NO_XATTRS,
    content: new Uint8Array(),
  };
};

const ownerOf = (word: Word | undefined, { ids, complain }: EntryContext): { readonly uid: number; readonly gid: number } => {
  const [user = "root", group = "root"] = word?.text.split(":") ?? [];
  const idOf = (name: string, known: ReadonlyMap<string, number>, file: string): number => {
    const id = /^\d+$/.test(name) ? Number(name) : known.get(name);
    if (id === undefined && word !== undefined) complain(word.span, `"${name}" is not in the text of ${file} here`);
    return id ?? 0;
  };
  return { uid: idOf(user, ids.users, "/etc/passwd"), gid: idOf(group, ids.groups, "/etc/group") };
};

const contentOf = (body: string | undefined, options: Options, complain: Complain): Uint8Array => {
  const hex = options.get("hex");
  if (hex === undefined) return Buffer.from(body ?? "");
  if (!/^(?:[0-9a-f]{2})*$/i.test(hex.text)) complain(hex.span, `"${hex.text}" is not an even number of hexadecimal digits`);
  if (body !== undefined) complain(hex.span, "a file has a text or hex=, not both");
  return Buffer.from(hex.text, "hex");
};

const deviceOf = (word: Word | undefined, complain: Complain): [major: number, minor: number] => {
  if (word === undefined) return [0, 0];
  const [, major, minor] = /^(\d{1,7}):(\d{1,7})$/.exec(word.text) ?? [];
  if (major === undefined) complain(word.span, `"${word.text}" is not MAJOR:MINOR`);
  return [Number(major ?? 0), Number(minor ?? 0)];
};

const xattrsOf = (options: Options, complain: Complain): Xattrs => {
  const xattrs = new Map<string, Uint8Array>();
  for (const [key, word] of options) if (key.startsWith("xattr.")) xattrs.set(key.slice("xattr.".length), bytesOf(word, complain));
  const word = options.get("caps");
  if (word === undefined) return xattrs;
  const caps = parseCapabilities(word.text);
  if (caps === undefined) complain(word.span, `"${word.text}" is not like cap_net_raw,cap_net_admin+ep`);
  else xattrs.set("security.capability", encodeCapabilities(caps));
  return xattrs;
};
