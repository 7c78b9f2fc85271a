import { normalizePath } from "../linux/path-spelling.ts";
import { baseOf, parentOf } from "../rootfs/paths.ts";
import type { Elf } from "../rootfs/elf.ts";
import type { ContainerFacts } from "./container-facts.ts";

export interface WantedLibrary {
  readonly name: string;
  /** Where it is searched in the container, absolute. */
  readonly directories: readonly string[];
  /** What it has to fit. */
  readonly like: Elf | undefined;
}

/** How the container gets a library that it lacks; `undefined` where the host rootfs has none that fits. */
export const addLibrary = (scope: ContainerFacts, { name, directories, like }: WantedLibrary): string | undefined => {
  const scanned = scope.plan.libraryDirectories;
  const found = scope.findOnHost(name, [...scanned, ...directories], like);
  if (found.kind !== "found") return undefined;
  const entry = baseOf(name).replace(/\.so(\..*)?$/, "");
  const add = `<Entry>${entry}</Entry> to LibsRoBindMounts`;
  if (name.includes("/")) {
    const isBrought = scope.hostLibraries.find(scanned, entry).some((each) => isSamePath(`${each.directory}/${each.name}`, name));
    return isBrought ? `add ${add}` : `add a MountPoints entry for ${name}`;
  }
  const directory = parentOf(found.path);
  return scanned.some((each) => isSamePath(each, directory)) ? `add ${add}` : `add <LibsScanDir>/${directory}</LibsScanDir> and ${add}`;
};

/** Says that the host rootfs has no library either, and where it was searched. */
export const hostLacks = (scope: ContainerFacts, { name, directories }: WantedLibrary): string =>
  name.includes("/")
    ? `the host rootfs has no ${name} either`
    : `the host rootfs has no ${name} that fits in ${[...new Set([...scope.plan.libraryDirectories, ...directories])].join(", ")}`;

const isSamePath = (a: string, b: string): boolean => normalizePath(a) === normalizePath(b);
