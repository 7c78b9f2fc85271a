import fc from "fast-check";
import { expect, it } from "vitest";
import { openNames } from "../../src/tar/name-store.ts";

const paths = fc.array(fc.oneof(fc.stringMatching(/^[ -~]{0,40}$/), fc.string({ unit: "grapheme", maxLength: 30 })), { maxLength: 8 });

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

it("gives back what was put in, and tells of neighbours, dots and depth", () => {
  fc.assert(
    fc.property(fc.array(paths, { maxLength: 20 }), (lists) => {
      const names = openNames();
      const all = lists.map((list) => Buffer.from(list.join("/")).toString());
      const told = all.map((path) => {
        const isAscii = /^[\0-\x7f]*$/.test(path);
        const bytes = Buffer.from(`..${path}..`);
        const place = isAscii && path.length % 2 === 0 ? names.addBytes(bytes, 2, bytes.length - 2) : names.add(path);
        return { place, isBeside: names.isBeside(), isDotted: names.isDotted(), isOutermost: names.isOutermost() };
      });
      for (const [index, path] of all.entries()) {
        expect(names.at(told[index]?.place ?? -1)).toBe(path);
        expect(told[index]?.isDotted).toBe(path.slice(directoryOf(path).length).startsWith("."));
        expect(told[index]?.isOutermost).toBe(!path.includes("/"));
        if (index > 0) expect(told[index]?.isBeside).toBe(directoryOf(all[index - 1] ?? "") === directoryOf(path));
      }
    }),
  );
});

it("has room for more than a piece holds", () => {
  const names = openNames();
  const all = Array.from({ length: 3000 }, (_, index) => `${index}/${"é".repeat(index % 900)}${"x".repeat(index % 400)}`);
  const places = all.map((path) => names.add(path));
  expect(places.map((place) => names.at(place))).toEqual(all);
});
