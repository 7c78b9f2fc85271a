import { describe, expect, it } from "vitest";
import { partsOf, type SeenBy } from "../../src/sbom/parts.ts";
import type { SeenFile, SeenTree } from "../../src/sbom/seen-files.ts";

const file = (path: string): SeenFile => ({ path, host: path, content: Buffer.from(path) });

const tree = (place: string, key = place): SeenTree => ({ place, key, files: () => [file(`${place}/b`), file(`${place}/a`)] });

const container = (name: string, ...trees: readonly SeenTree[]): SeenBy => ({ name, seen: { files: [file(`z-${name}`)], trees } });

const namesOf = ({ files }: { readonly files: readonly SeenFile[] }): readonly string[] => files.map(({ path }) => path);

describe("what several containers see", () => {
  it("is a part of its own, in the order of the containers, and what one sees is the container's", () => {
    const { containers, trees } = partsOf([
      container("A", tree("usr/share"), tree("etc")),
      container("B", tree("opt"), tree("usr/share")),
      container("C", tree("opt"), tree("usr/share")),
    ]);
    expect(containers.map(namesOf)).toEqual([["etc/a", "etc/b", "z-A"], ["z-B"], ["z-C"]]);
    expect(containers.map((each) => each.trees.map(({ id }) => id))).toEqual([
      ["SPDXRef-Tree-1"],
      ["SPDXRef-Tree-2", "SPDXRef-Tree-1"],
      ["SPDXRef-Tree-2", "SPDXRef-Tree-1"],
    ]);
    expect(trees.map(({ id, name }) => [id, name])).toEqual([
      ["SPDXRef-Tree-1", "/usr/share"],
      ["SPDXRef-Tree-2", "/opt"],
    ]);
    expect(trees.map(namesOf)).toEqual([
      ["usr/share/a", "usr/share/b"],
      ["opt/a", "opt/b"],
    ]);
  });

  it("is not the same where something else is mounted in it", () => {
    const { containers, trees } = partsOf([container("A", tree("etc", "etc without x")), container("B", tree("etc"))]);
    expect(trees).toEqual([]);
    expect(containers.map(namesOf)).toEqual([
      ["etc/a", "etc/b", "z-A"],
      ["etc/a", "etc/b", "z-B"],
    ]);
  });
});
