import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { damagedElf } from "../diagnostics/check.ts";
import { isUnder } from "../rootfs/paths.ts";
import type { MountPlan } from "../plan/conf-plan.ts";
import { hostPathOf, type Origin } from "./container-view.ts";
import type { Loaded } from "./linker.ts";
import { type CheckScope, placeOf } from "./scope.ts";
import { pathsOfUnused } from "./unused-paths.ts";

export interface ElfFiles {
  /** Every ELF file that can be seen in the container and whose dependencies count. */
  readonly files: readonly Loaded[];
  /** Whether a path of the container is declared Unused, so that its own dependencies don't count. */
  readonly isUnused: (path: string) => boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the ELF files of a container, in the order in which its plan brings them. */
export const elfFilesOf = (scope: CheckScope): ElfFiles => {
  const isUnused = unusedIn(scope);
  const files: Loaded[] = [];
  const damaged = new Map<number, Diagnostic>();
  for (const [path, origin] of scope.view.origins) {
    const node = scope.view.rootfs.nodes.get(path);
    const elf = node === undefined ? undefined : scope.readElf(node);
    if (node === undefined || elf === undefined || isUnused(path)) continue;
    if (elf.kind === "elf") files.push({ path, node, elf, parent: undefined });
    else if (!damaged.has(node.contentOffset)) damaged.set(node.contentOffset, damagedElf(placeOf(scope, origin), path, elf.reason));
  }
  return { files, isUnused, diagnostics: [...damaged.values()] };
};

const unusedIn = ({ view, host }: CheckScope): ElfFiles["isUnused"] => {
  const known = new Map<MountPlan, readonly string[]>();
  const unusedOf = (mount: MountPlan): readonly string[] => {
    const real = known.get(mount) ?? mount.unused.flatMap(({ value }) => pathsOfUnused(host, mount, value));
    known.set(mount, real);
    return real;
  };
  return (path) => {
    const origin: Origin | undefined = view.origins.get(path);
    if (origin?.mount === undefined || origin.mount.unused.length === 0) return false;
    const hostPath = hostPathOf(path, origin);
    return hostPath !== undefined && unusedOf(origin.mount).some((unused) => isUnder(hostPath, unused));
  };
};
