import fc from "fast-check";
import { expect, it } from "vitest";
import { amendedNodes } from "../../src/rootfs/amended-nodes.ts";
import { buildHostRootfs } from "../../src/rootfs/build-host-rootfs.ts";
import type { HostNode, HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { impliedDirectory } from "../../src/rootfs/implied-directory.ts";
import { subtreeOf } from "../../src/rootfs/subtree.ts";
import { entrySketches } from "./entry-sketches.ts";
import { archiveOf } from "./rootfs-of.ts";

const WANTED = 7;
const magics = fc.array(fc.constantFrom(0, WANTED, 8), { minLength: 25, maxLength: 25 });

/** The plain way: every node is looked at. */
const walked = (rootfs: HostRootfs, path: string): { readonly size: number; readonly files: readonly HostNode[] } => {
  const nodes = [...subtreeOf(rootfs, path)];
  const isWanted = ({ type, size, magic }: HostNode): boolean => type === "file" && size > 0 && (magic === 0 || magic === WANTED);
  return { size: nodes.length, files: nodes.filter(isWanted) };
};

const expectSame = (rootfs: HostRootfs): void => {
  for (const { path } of rootfs.nodes) {
    const { size, files } = rootfs.nodes.filesBelow(path, WANTED);
    const expected = walked(rootfs, path);
    expect(files).toEqual(expected.files);
    expect(size).toBeGreaterThanOrEqual(expected.size);
  }
};

/** Holds a property to many a rootfs in which some files are known to begin as those that are sought, or not known to begin otherwise. */
const forRootfs = (property: (rootfs: HostRootfs) => void): void => {
  fc.assert(
    fc.property(entrySketches, magics, (sketches, numbers) => {
      const { entries, source } = archiveOf(sketches.map((sketch, index) => ({ ...sketch, magic: numbers[index] ?? 0 })));
      const { value: rootfs, diagnostics } = buildHostRootfs(entries, source, "rootfs.tar");
      fc.pre(diagnostics.length === 0);
      property(rootfs);
    }),
    { numRuns: 500 },
  );
};

it("finds the files that looking at every node finds, in the same order", () => forRootfs(expectSame));

it("finds what is new, is another now, and not what is gone", () =>
  forRootfs((rootfs) => {
    const paths = [...rootfs.nodes].map(({ path }) => path).filter((path) => path !== "");
    const file = (path: string): HostNode => ({ ...impliedDirectory(path), type: "file", size: 1, magic: WANTED });
    const link = (path: string): HostNode => ({ ...impliedDirectory(path), type: "symlink", target: "a" });
    const changes = new Map<string, HostNode | undefined>([
      ["new", impliedDirectory("new")],
      ["new/a", file("new/a")],
    ]);
    for (const [index, path] of paths.entries()) {
      if (rootfs.nodes.get(path)?.type === "directory") continue;
      if (index % 4 < 3) changes.set(path, [undefined, file(path), link(path)][index % 4]);
    }
    expectSame({ ...rootfs, nodes: amendedNodes(rootfs.nodes, changes) });
  }));

it("counts what a directory that is mounted shows", () => {
  const { entries, source } = archiveOf([{ path: "a/" }, { path: "a/b", content: "x" }, { path: "a/c/d", content: "x" }, { path: "e" }]);
  const { nodes } = buildHostRootfs(entries, source, "rootfs.tar").value;
  expect(nodes.filesBelow("a/b", WANTED).size).toBe(1);
  expect(nodes.filesBelow("a", WANTED).size).toBeGreaterThanOrEqual(4);
  expect(nodes.filesBelow("a", WANTED).size).toBeLessThan(8);
  expect(nodes.filesBelow("nothing", WANTED).files).toEqual([]);
});
