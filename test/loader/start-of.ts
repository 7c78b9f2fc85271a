import { elfReader } from "../../src/loader/elf-reader.ts";
import type { Invocation } from "../../src/loader/invocation.ts";
import { interpretersOf } from "../../src/loader/interpreters.ts";
import type { Linked } from "../../src/loader/link.ts";
import type { Loaded } from "../../src/loader/loaded.ts";
import { readLoaderFile } from "../../src/loader/loader-file.ts";
import { fileOpener } from "../../src/loader/open-file.ts";
import { librarySearch } from "../../src/loader/search.ts";
import { startsOf } from "../../src/loader/start.ts";
import type { HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { lookup } from "../../src/rootfs/lookup.ts";
import { readHostFile } from "../../src/rootfs/read-file.ts";

/** How a program is executed in a rootfs; nothing of it: without variables, with proc, by a process that may read all. */
export interface Executing {
  readonly libraryPath?: string;
  readonly preloads?: readonly string[];
  readonly isSecure?: boolean;
  readonly hasProc?: boolean;
  /** Whether the process may read a real path. */
  readonly mayRead?: (path: string) => boolean;
  readonly unknown?: ReadonlySet<string>;
  readonly confDirectories?: readonly string[];
  readonly isCacheMade?: boolean;
}

/** What its loader loads when a program of a rootfs starts, for each kind of processor. */
export const startIn = (rootfs: HostRootfs, path: string, executing: Executing = {}): readonly Linked[] => {
  const { libraryPath = "", preloads = [], isSecure = false, hasProc = true, confDirectories = [], isCacheMade = false } = executing;
  const readElf = elfReader(rootfs);
  const files = fileOpener({ rootfs, unknown: executing.unknown ?? new Set(), mayRead: executing.mayRead });
  const found = lookup(rootfs, path);
  if (found.kind !== "found") throw new Error(`${path} is not there`);
  const elf = readElf(found.node);
  if (elf?.kind !== "elf" || elf.interpreter === undefined) throw new Error(`${path} is no program`);
  const main: Loaded = { path: found.node.path, node: found.node, elf, parent: undefined };
  const { resolution, loader } = interpretersOf({
    host: rootfs,
    readElf,
    readLoader: (name, node) => readLoaderFile(name, node === undefined ? undefined : readHostFile(rootfs, node)),
    files,
    confDirectories,
    isCacheMade,
    hasName: (name) => [...rootfs.nodes].some((node) => node.path.endsWith(`/${name}`)),
  })(elf.interpreter, elf);
  const invocation: Invocation = { files, libraryPath, preloads, isSecure: () => isSecure, hasProc };
  return startsOf({
    running: { main, invocation, isSecure },
    loader,
    search: librarySearch({ loader, files, readElf }),
    interpreter: { name: elf.interpreter, by: main, resolution },
    counts: () => true,
  });
};

/** What became of each name: the path that was found, `?` where only the device knows, `-` where it is missing. */
export const outcomes = ([first]: readonly Linked[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (first?.needs ?? []).map(({ name, resolution }) => {
      if (resolution.kind === "found") return [name, resolution.path];
      return [name, resolution.kind === "unknown" ? "?" : "-"];
    }),
  );
