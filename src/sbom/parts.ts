import { sortByUtf8 } from "../bytes/compare-utf8.ts";
import type { Seen, SeenFile, SeenTree } from "./seen-files.ts";

export interface SeenBy {
  /** Of the container. */
  readonly name: string;
  readonly seen: Seen;
}

/** A package of the document with files: a container, or a directory that several containers see. */
export interface Part {
  readonly id: string;
  readonly name: string;
  /** As SPDX 2.3 calls it, clause 7.24. */
  readonly purpose: "CONTAINER" | "OTHER";
  /** In byte order of their paths. */
  readonly files: readonly SeenFile[];
}

export interface Parts {
  readonly containers: readonly (Part & { readonly trees: readonly Part[] })[];
  readonly trees: readonly Part[];
}

/** Shares out files: what a single container sees is its own; thirty containers that see one directory have it once. */
export const partsOf = (containers: readonly SeenBy[]): Parts => {
  const counts = new Map<string, number>();
  for (const { key } of containers.flatMap(({ seen }) => seen.trees)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const isShared = ({ key }: SeenTree): boolean => (counts.get(key) ?? 0) > 1;
  const trees = new Map<string, Part>();
  const partOf = (tree: SeenTree): Part => {
    const { key, place, files } = tree;
    const known = trees.get(key);
    if (known !== undefined) return known;
    const made: Part = { id: `SPDXRef-Tree-${trees.size + 1}`, name: `/${place}`, purpose: "OTHER", files: sorted(files()) };
    trees.set(key, made);
    return made;
  };
  const made = containers.map(({ name, seen: { files, trees: seen } }, index): Parts["containers"][number] => ({
    id: `SPDXRef-Container-${index + 1}`,
    name,
    purpose: "CONTAINER",
    files: sorted([...files, ...seen.filter((tree) => !isShared(tree)).flatMap((tree) => tree.files())]),
    trees: seen.filter(isShared).map(partOf),
  }));
  return { containers: made, trees: [...trees.values()] };
};

const sorted = (files: readonly SeenFile[]): readonly SeenFile[] => sortByUtf8([...files], ({ path }) => path);
