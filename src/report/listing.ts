import { escapeControls } from "../diagnostics/print-escape.ts";
import { type EntryHeader, type EntryType, nameInArchive } from "../tar/entry.ts";
import { capsOf } from "./entry-record.ts";

/** Entries as a table, in the style of tar(1) -tv: mode, uid:gid, size (or a device's numbers), name, target, capabilities. */
export const printListing = (entries: readonly EntryHeader[]): string => {
  const rows = entries.map((entry) => ({ owner: `${entry.uid}:${entry.gid}`, size: sizeOf(entry), entry }));
  const ownerWidth = longest(rows.map(({ owner }) => owner));
  const sizeWidth = longest(rows.map(({ size }) => size));
  return rows
    .map(({ owner, size, entry }) => `${modeOf(entry)} ${owner.padEnd(ownerWidth)} ${size.padStart(sizeWidth)} ${nameAndMore(entry)}\n`)
    .join("");
};

const LETTERS: Readonly<Record<EntryType, string>> = {
  file: "-",
  hardlink: "h",
  symlink: "l",
  character: "c",
  block: "b",
  directory: "d",
  fifo: "p",
};

/** `-r-xr-x---`, as ls(1) writes it. */
const modeOf = ({ type, mode }: EntryHeader): string =>
  LETTERS[type] +
  [
    { shift: 6, special: 0o4000, letter: "s" },
    { shift: 3, special: 0o2000, letter: "s" },
    { shift: 0, special: 0o1000, letter: "t" },
  ]
    .map(({ shift, special, letter }) => {
      const bits = mode >> shift;
      const executable = (bits & 1) !== 0;
      const last = (mode & special) === 0 ? (executable ? "x" : "-") : executable ? letter : letter.toUpperCase();
      return `${(bits & 4) === 0 ? "-" : "r"}${(bits & 2) === 0 ? "-" : "w"}${last}`;
    })
    .join("");

const sizeOf = ({ type, size, devMajor, devMinor }: EntryHeader): string =>
  type === "character" || type === "block" ? `${devMajor},${devMinor}` : String(size);

const nameAndMore = (entry: EntryHeader): string => {
  const caps = capsOf(entry);
  const arrow = entry.type === "symlink" ? " -> " : " link to ";
  return escapeControls(nameInArchive(entry) + (entry.target === "" ? "" : arrow + entry.target) + (caps === undefined ? "" : ` ${caps}`));
};

const longest = (words: readonly string[]): number => words.reduce((most, { length }) => Math.max(most, length), 0);
