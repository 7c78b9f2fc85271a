import fc from "fast-check";
import { expect, it } from "vitest";
import { openTable } from "../../src/tar/entry-table.ts";
import { NO_XATTRS, type EntryType } from "../../src/tar/entry.ts";

const NUMBERS = { mode: 0o644, uid: 0, gid: 0, mtime: 0, size: 0, devMajor: 0, devMinor: 0, headerOffset: 0, contentOffset: 512, magic: 0 };

const tableOf = (list: readonly (readonly [path: string, type: EntryType])[]) => {
  const table = openTable();
  for (const [path, type] of list) table.add({ ...NUMBERS, path, type, target: "", xattrs: NO_XATTRS });
  return table;
};

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

it("neighbours go on while each entry lies beside the one before and is neither called by a dot nor a hard link", () => {
  const entry = fc.tuple(
    fc.tuple(fc.constantFrom("", "usr/", "usr/lib/"), fc.constantFrom("a", "b", ".c")).map(([directory, base]) => directory + base),
    fc.constantFrom<EntryType>("file", "directory", "symlink", "hardlink"),
  );
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 30 }), (list) => {
      const table = tableOf(list);
      const isNeighbour = ([path, type]: (typeof list)[number], index: number): boolean =>
        index > 0 && directoryOf(list[index - 1]?.[0] ?? "") === directoryOf(path) && !path.includes(".") && type !== "hardlink";
      for (const index of list.keys()) {
        const others = list.slice(index).findIndex((each, offset) => !isNeighbour(each, index + offset));
        expect(table.endOfNeighbours(index)).toBe(others < 0 ? list.length : index + others);
      }
      expect(table.endOfNeighbours(list.length)).toBe(list.length);
    }),
  );
});

it("neighbours go on over the chunks of a table", () => {
  const count = 3 * 4096 + 5;
  const table = tableOf(Array.from({ length: count }, (_, index) => [`usr/${index === 9000 ? "." : ""}${index}`, "file"]));
  expect([1, 4095, 4096, 8999, 9000, 9001, count - 1].map(table.endOfNeighbours)).toEqual([9000, 9000, 9000, 9000, 9000, count, count]);
});
