import { sortByUtf8 } from "../bytes/compare-utf8.ts";
import { type EntryHeader, nameInArchive, type NewEntry } from "./entry.ts";

/** What an entry is sorted by among others that are no hard links: its name in an archive, and nothing for the root. */
export const nameInOrder = ({ path, type }: Pick<EntryHeader, "path" | "type">): string =>
  path === "" ? "" : nameInArchive({ path, type });

/** The order of an archive: the root, then the bytes of the written names, but hard links after everything that is not one. */
export const sortEntries = (entries: readonly NewEntry[]): NewEntry[] => {
  const sorted = sortByUtf8(
    entries.map((entry) => ({ entry, name: nameInOrder(entry) })),
    ({ name }) => name,
  ).map(({ entry }) => entry);
  return [...sorted.filter(({ type }) => type !== "hardlink"), ...sorted.filter(({ type }) => type === "hardlink")];
};
