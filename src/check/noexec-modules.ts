import { isAlike } from "../loader/fit.ts";
import { boundPath, type Mount } from "../plan/mount.ts";
import type { Elf } from "../rootfs/elf.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { isListed, rebase } from "../rootfs/paths.ts";
import { subtreeOf } from "../rootfs/subtree.ts";
import type { ContainerContext } from "./container-context.ts";
import { flagHolds } from "./flag-holds.ts";
import { entryMounts } from "./mount-options.ts";

/** A mount from which no program can load anything, and one of the libraries in it. */
export interface NoexecModules {
  readonly mount: Mount;
  /** In the container. */
  readonly module: string;
}

/**
 * The directories of nothing but libraries that are mounted noexec although config.ini has them as [EXECUTABLE], where a program is started that
 * they fit. What lies among data may be there for nothing.
 */
export const noexecModules = (context: ContainerContext): readonly NoexecModules[] =>
  entryMounts(context).flatMap((mount) => {
    const { host, place } = mount;
    if (host === undefined || !flagHolds(context.plan, mount, "noexec") || !isForCode(context, mount)) return [];
    if (context.host.nodes.get(host)?.type !== "directory" || context.elfSubtree(host).files.length === 0) return [];
    const files = [...subtreeOf(context.host, host)].filter(({ type }) => type === "file");
    const places = files.map(({ path }) => rebase(path, host, place));
    const { isUnused } = context.elfFiles();
    const isUsed =
      files.every((file) => fits(context, file)) && places.every((path) => context.view.originOf(path)?.mount === mount && !isUnused(path));
    const [module] = places;
    return module === undefined || !isUsed ? [] : { mount, module };
  });

/** What is both may be mounted for its data. */
const isForCode = ({ config: { executable, writable } }: ContainerContext, mount: Mount): boolean =>
  isListed(boundPath(mount), executable) && !isListed(boundPath(mount), writable);

/** Whether a file is a library that some program of the container could load. */
const fits = (context: ContainerContext, file: HostNode): boolean => {
  const elf = context.readElf(file);
  return elf?.kind === "elf" && isLibrary(elf) && context.starts().some(({ running }) => isAlike(running.main.elf, elf));
};

const isLibrary = ({ type, soname, interpreter }: Elf): boolean => type === "shared" && (soname !== undefined || interpreter === undefined);
