import fc from "fast-check";
import { expect, test } from "vitest";
import { sortEntries } from "../../src/tar/order.ts";
import { directory, file, hardlink, symlink } from "../support/tar-entries.ts";

test("entries are in byte order of their written names, the root first and hard links last", () => {
  const sorted = sortEntries([
    hardlink("a", "b"),
    file("usr/x", ""),
    file("usr-x", ""),
    directory("usr"),
    file("usr.x", ""),
    file("\u{10000}", ""),
    file("\uffff", ""),
    hardlink("0", "b"),
    symlink("b", "c"),
    file("!first", ""),
    directory(""),
  ]);
  expect(sorted.map(({ path }) => path)).toEqual(["", "!first", "b", "usr-x", "usr.x", "usr", "usr/x", "\uffff", "\u{10000}", "0", "a"]);
});

test("the order of the input does not matter, and the input stays as it was", () => {
  const list = ["a", "a/b", "a-b", "ä", "b", "B"].map((path) => file(path, ""));
  fc.assert(
    fc.property(fc.shuffledSubarray(list, { minLength: list.length }), (shuffled) => {
      const before = [...shuffled];
      expect(sortEntries(shuffled)).toEqual(sortEntries(list));
      expect(shuffled).toEqual(before);
    }),
  );
});
