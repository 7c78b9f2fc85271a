import { baseOf, normalizePath, parentOf } from "../model/paths.ts";
import { libraryDirectories } from "../plan/libraries.ts";
import type { Elf } from "../rootfs/elf.ts";
import type { CheckScope } from "./scope.ts";

export interface WantedLibrary {
  readonly name: string;
  /** Where it is searched in the container, absolute. */
  readonly directories: readonly string[];
  /** What it has to fit. */
  readonly like: Elf | undefined;
}

/** How the container gets a library that it lacks; `undefined` where the host rootfs has none that fits. */
export const addLibrary = (scope: CheckScope, { name, directories, like }: WantedLibrary): string | undefined => {
  const found = scope.findOnHost(name, [...libraryDirectories(scope), ...directories], like);
  return found.kind === "found" ? bring(scope, found.path) : undefined;
};

/** Says that the host rootfs has no library either, and where it was searched. */
export const hostLacks = (scope: CheckScope, { name, directories }: WantedLibrary): string =>
  name.includes("/")
    ? `the host rootfs has no ${name} either`
    : `the host rootfs has no ${name} that fits in ${[...new Set([...libraryDirectories(scope), ...directories])].join(", ")}`;

/** The entry for a library file: `libfoo` for `libfoo.so.1`, for it stands for all names that begin with it and a dot or dash. */
const bring = (scope: CheckScope, path: string): string => {
  const entry = `<Entry>${baseOf(path).replace(/\.so(\..*)?$/, "")}</Entry>`;
  const directory = parentOf(normalizePath(path));
  const isScanned = libraryDirectories(scope).some((each) => normalizePath(each) === directory);
  return isScanned ? `add ${entry} to LibsRoBindMounts` : `add <LibsScanDir>/${directory}</LibsScanDir> and ${entry} to LibsRoBindMounts`;
};
