import fc from "fast-check";
import { expect, it } from "vitest";
import { compareUtf8 } from "../../src/bytes/compare-utf8.ts";
import { buildHostRootfs } from "../../src/rootfs/build-host-rootfs.ts";
import type { HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { nameInOrder } from "../../src/tar/order.ts";
import { entrySketches } from "./entry-sketches.ts";
import { archiveOf } from "./rootfs-of.ts";

/** All paths, found by asking for the names in each directory. */
const pathsIn = ({ nodes }: HostRootfs, directory = ""): readonly string[] =>
  nodes.namesIn(directory).flatMap((name) => {
    const child = directory === "" ? name : `${directory}/${name}`;
    return [child, ...pathsIn({ nodes } as HostRootfs, child)];
  });

it("gives each path once, in the order of an archive, with what it leads to", () => {
  fc.assert(
    fc.property(entrySketches, fc.boolean(), (sketches, isSorted) => {
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
