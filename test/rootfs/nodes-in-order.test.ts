import fc from "fast-check";
import { expect, it } from "vitest";
import { compareUtf8 } from "../../src/bytes/compare-utf8.ts";
import { buildHostRootfs } from "../../src/rootfs/build-host-rootfs.ts";
import type { HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { nameInOrder } from "../../src/tar/order.ts";
import { archiveOf, type EntrySketch, hardLink } from "./rootfs-of.ts";

/** Names that stand close to each other: `a-b` comes before `a/`, and `a` before both. */
const segment = fc.constantFrom("a", "a-b", "a0", "ab", "é", "\u{10000}", "\uffff", ".a");
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join("/"));
const sketch: fc.Arbitrary<EntrySketch> = fc.oneof(
  path.map((each) => ({ path: each, content: each })),
  path.map((each) => ({ path: `${each}/` })),
  fc.constant({ path: "" }),
  fc.tuple(path, path).map(([each, target]) => hardLink(each, target)),
);

/** All paths, found by asking for the names in each directory. */
const pathsIn = ({ nodes }: HostRootfs, directory = ""): readonly string[] =>
  nodes.namesIn(directory).flatMap((name) => {
    const child = directory === "" ? name : `${directory}/${name}`;
    return [child, ...pathsIn({ nodes } as HostRootfs, child)];
  });

it("gives each path once, in the order of an archive, with what it leads to", () => {
  fc.assert(
    fc.property(fc.array(sketch, { maxLength: 25 }), fc.boolean(), (sketches, isSorted) => {
      const list = isSorted ? [...sketches].sort((a, b) => compareUtf8(a.path, b.path)) : sketches;
      const { entries, source } = archiveOf(list);
      const { value: rootfs, diagnostics } = buildHostRootfs(entries, source, "rootfs.tar");
      fc.pre(diagnostics.length === 0);
      const expected = ["", ...pathsIn(rootfs)].map((each) => rootfs.nodes.get(each) ?? expect.unreachable());
      expected.sort((a, b) => compareUtf8(nameInOrder(a), nameInOrder(b)));
      expect([...rootfs.nodes]).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});
