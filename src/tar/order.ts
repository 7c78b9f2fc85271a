import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { nameInArchive, type NewEntry } from "./entry.ts";

/** The order of an archive: the root, then the bytes of the written names, but hard links after everything that is not one. */
export const sortEntries = (entries: readonly NewEntry[]): NewEntry[] => {
  const keyed = entries.map((entry) => ({
    entry,
    link: entry.type === "hardlink" ? 1 : 0,
    name: entry.path === "" ? "" : nameInArchive(entry),
  }));
  keyed.sort((a, b) => a.link - b.link || compareUtf8(a.name, b.name));
  return keyed.map((each) => each.entry);
};
