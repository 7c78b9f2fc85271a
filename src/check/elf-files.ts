import type { Location } from "../diagnostics/diagnostic.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { isUnder } from "../rootfs/paths.ts";
import type { Mount } from "../plan/mount.ts";
import { hostPathOf, placeShown, type ViewLayer } from "../view/container-view.ts";
import type { Loaded } from "../loader/loaded.ts";
import { type ContainerFacts, locationOf } from "./container-facts.ts";
import { pathsOfUnused } from "./paths-of-unused.ts";

export interface ElfFiles {
  /** Every ELF file that can be seen in the container and whose dependencies count. */
  readonly files: readonly Loaded[];
  /** Whether a path of the container is declared Unused, so that its own dependencies don't count. */
  readonly isUnused: (path: string) => boolean;
  /** What begins as ELF but does not hold what it announces, each inode once. */
  readonly damaged: readonly DamagedElf[];
}

export interface DamagedElf {
  readonly location: Location;
  readonly path: string;
  readonly contentOffset: number;
  readonly reason: string;
}

/** Finds the ELF files of a container, in the order in which its plan brings them. */
export const elfFilesOf = (scope: ContainerFacts): ElfFiles => {
  const isUnused = unusedIn(scope);
  const files: Loaded[] = [];
  const damaged = new Map<number, DamagedElf>();
  for (const layer of scope.view.layers.values()) {
    for (const node of filesOf(scope, layer)) {
      const { path, contentOffset } = node;
      const elf = scope.readElf(node);
      if (elf === undefined || isUnused(path)) continue;
      if (elf.kind === "elf") files.push({ path, node, elf, parent: undefined });
      else if (!damaged.has(contentOffset))
        damaged.set(contentOffset, { location: locationOf(scope, layer.origin), path, contentOffset, reason: elf.reason });
    }
  }
  return { files, isUnused, damaged: [...damaged.values()] };
};

/** What may be an ELF file in a layer; none in a shared rootfs, where the host itself would be judged. */
const filesOf = ({ view, elfSubtree }: ContainerFacts, layer: ViewLayer): readonly HostNode[] => {
  const { node, origin, bound } = layer;
  if (node === undefined || origin === undefined) return [];
  if (bound === undefined || node.type !== "directory") return [node];
  return elfSubtree(bound).files.flatMap((file) => {
    const path = placeShown(view, layer, bound, file.path);
    return (path === undefined ? undefined : view.rootfs.nodes.get(path)) ?? [];
  });
};

const unusedIn = ({ view, host }: ContainerFacts): ElfFiles["isUnused"] => {
  const known = new Map<Mount, readonly string[]>();
  const unusedOf = (mount: Mount): readonly string[] => {
    const real = known.get(mount) ?? mount.unused.flatMap(({ value }) => pathsOfUnused(host, mount, value));
    known.set(mount, real);
    return real;
  };
  return (path) => {
    const origin = view.originOf(path);
    if (origin?.mount === undefined || origin.mount.unused.length === 0) return false;
    const hostPath = hostPathOf(path, origin);
    return hostPath !== undefined && unusedOf(origin.mount).some((unused) => isUnder(hostPath, unused));
  };
};
