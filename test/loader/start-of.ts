import { elfReader } from "../../src/loader/elf-reader.ts";
import type { Invocation } from "../../src/loader/invocation.ts";
import { interpretersOf } from "../../src/loader/interpreters.ts";
import type { Linked } from "../../src/loader/link.ts";
import type { Loaded } from "../../src/loader/loaded.ts";
import type { Loader } from "../../src/loader/loader.ts";
import { readLoaderFile } from "../../src/loader/loader-file.ts";
import { fileOpener } from "../../src/loader/open-file.ts";
import { librarySearch, type Search } from "../../src/loader/search.ts";
import { startsOf } from "../../src/loader/start.ts";
import type { HostNode, HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { lookup } from "../../src/rootfs/lookup.ts";
import { readHostFile } from "../../src/rootfs/read-file.ts";

/** How a program is executed in a rootfs; nothing of it: without variables, with proc, by a process that may read all. */
export interface Executing {
  readonly libraryPath?: string;
  readonly preloads?: readonly string[];
  readonly isSecure?: boolean;
  readonly hasProc?: boolean;
  /** Whether the process may read a real path. */
  readonly mayRead?: (node: HostNode) => boolean;
  readonly unknown?: ReadonlySet<string>;
  readonly confDirectories?: readonly string[];
  readonly isCacheMade?: boolean;
}

/** What its loader loads when a program of a rootfs starts, for each kind of processor. */
export const startIn = (rootfs: HostRootfs, path: string, executing: Executing = {}): readonly Linked[] =>
  startsIn(rootfs, executing)(path);

/** The same of many files; a loader links those that name none, too (ldd(1)), once it is named. */
export const startsIn = (rootfs: HostRootfs, executing: Executing = {}): ((path: string, interpreter?: string) => readonly Linked[]) => {
  const { libraryPath = "", preloads = [], isSecure = false, hasProc = true, confDirectories = [], isCacheMade = false } = executing;
  const readElf = elfReader(rootfs);
  const files = fileOpener({ rootfs, unknown: executing.unknown ?? new Set(), mayRead: executing.mayRead });
  const interpreterAt = interpretersOf({
    host: rootfs,
    readElf,
    readLoader: (name, node) => readLoaderFile(name, node === undefined ? undefined : readHostFile(rootfs, node)),
    files,
    confDirectories,
    isCacheMade,
    hasName: (name) => [...rootfs.nodes].some((node) => node.path.endsWith(`/${name}`)),
  });
  const invocation: Invocation = {
    files,
    libraryPath,
    preloads,
    isSecure: () => isSecure,
    hasProc,
    isLibraryPathOwn: false,
    isLibraryPathOpen: false,
  };
  const searches = new Map<Loader, Search>();
  return (path, interpreter) => {
    const found = lookup(rootfs, path);
    if (found.kind !== "found") throw new Error(`${path} is not there`);
    const elf = readElf(found.node);
    const name = interpreter ?? (elf?.kind === "elf" ? elf.interpreter : undefined);
    if (elf?.kind !== "elf" || name === undefined) throw new Error(`${path} is no program`);
    const main: Loaded = { path: found.node.path, node: found.node, elf, parent: undefined };
    const { resolution, loader } = interpreterAt(name, elf);
    const search = searches.get(loader) ?? librarySearch({ loader, files, readElf });
    searches.set(loader, search);
    const running = { main, invocation, isSecure };
    return startsOf({ running, loader, search, interpreter: { name, by: main, resolution }, counts: () => true });
  };
};

/** What became of each name: the path that was found, `?` where only the device knows, `-` where it is missing. */
export const outcomes = ([first]: readonly Linked[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (first?.needs ?? []).map(({ name, resolution }) => {
      if (resolution.kind === "found") return [name, resolution.path];
      return [name, resolution.kind === "unknown" ? "?" : "-"];
    }),
  );
