import { posix } from "node:path";
import type { Elf } from "../rootfs/elf.ts";
import { judgeAsGlibc } from "./fit.ts";
import type { Loaded } from "./loaded.ts";
import type { Loader, Running } from "./loader.ts";
import { originOf } from "./origin.ts";
import type { Place } from "./place.ts";
import { placeLists } from "./place-lists.ts";
import { processorVariants } from "./processor-variants.ts";
import { expandTokens, hasTokens, PLATFORMS } from "./tokens.ts";

export interface GlibcInput {
  /** The loader's own file, if it is there. */
  readonly elf: Elf | undefined;
  /** The directories built into it, absolute. */
  readonly builtIn: readonly string[];
  /** The second number of its release; absent where it is not known. */
  readonly release: number | undefined;
  /** What /etc/ld.so.preload names. */
  readonly preloads: readonly string[];
  /** What is searched between the paths of objects and the built-in directories: the cache, or what it may hold. */
  readonly cached: readonly Place[];
}

/** glibc's ld.so: elf/dl-load.c, _dl_map_object and _dl_init_paths; ld.so(8). */
export const glibcLoader = ({ elf, builtIn, release, preloads, cached }: GlibcInput): Loader => {
  const lib = [...new Set(builtIn.flatMap((path) => /^\/(lib.*)$/.exec(path)?.[1] ?? []))];
  const platform = PLATFORMS[elf?.machine ?? -1] ?? [];
  const isTrusted = (path: string): boolean => builtIn.some((each) => `${posix.normalize(path)}/`.startsWith(`${each}/`));
  const system: readonly Place[] = [...cached, ...builtIn.map(directory)];

  /** The directories that a list of paths stands for; `by` is the object that has it. */
  const directoriesOf = (paths: readonly string[], by: Loaded, running: Running): readonly string[] =>
    paths.flatMap((path) => {
      if (!hasTokens(path)) return [fromRoot(path)];
      const isOwnOrigin = ORIGIN.test(path);
      if (running.isSecure && isOwnOrigin && !ORIGIN_FIRST.test(path)) return [];
      const expanded = expandTokens(path, { origin: originOf(by, running), lib, platform });
      // In secure mode a program's own $ORIGIN has to lead to or below a directory built in.
      const isChecked = running.isSecure && isOwnOrigin && by.parent === undefined;
      return (isChecked ? expanded.filter(isTrusted) : expanded).map(fromRoot);
    });

  // DF_1_NODEFLIB: _dl_map_object leaves out what the cache has in those directories, too.
  const isBuiltIn = (path: string): boolean => builtIn.some((each) => path.startsWith(`${each}/`));
  const further = placeLists(cached.map((place) => (place.kind === "cache" ? { ...place, ignores: isBuiltIn } : place)));
  const lists = placeLists(system);
  const firstDirectories = (by: Loaded, running: Running): readonly string[] => [
    ...(by.elf.runpath.length > 0 ? [] : inheritedRpath(by, running)),
    ...(running.isSecure ? [] : directoriesOf(splitLibraryPath(running.invocation.libraryPath), running.main, running)),
    ...directoriesOf(by.elf.runpath, by, running),
  ];
  const inheritedRpath = (by: Loaded, running: Running): readonly string[] => {
    const inherited: string[] = [];
    for (let object: Loaded | undefined = by; object !== undefined; object = object.parent)
      if (object.elf.runpath.length === 0 && object.elf.rpath.length > 0)
        inherited.push(...directoriesOf(object.elf.rpath, object, running));
    return inherited;
  };

  return {
    family: "glibc",
    judge: judgeAsGlibc,
    placesFor: (by, running) => (by.elf.ignoresDefaultDirectories ? further : lists).listFor(firstDirectories(by, running)),
    ownName: () => undefined,
    pathsFor: (name, by, running) => {
      if (!hasTokens(name)) return [fromRoot(name)];
      // "DST not allowed in SUID/SGID programs": elf/dl-deps.c, expand_dst.
      return running.isSecure ? [] : expandTokens(name, { origin: originOf(by, running), lib, platform }).map(fromRoot);
    },
    // In secure mode only a setuid library in a built-in directory would be taken.
    preloadsFor: ({ invocation, isSecure }) => [...(isSecure ? [] : invocation.preloads), ...preloads],
    knowsSonames: true,
    variants: processorVariants(elf?.machine, release),
    mayFind: () => false,
  };
};

const directory = (path: string): Place => ({ kind: "directory", path });

/** An empty path and a relative one begin at the working directory, which is the root. */
const fromRoot = (path: string): string => (path.startsWith("/") ? path : `/${path}`);

/** LD_LIBRARY_PATH as it stands is no path at all if it is empty. */
const splitLibraryPath = (value: string): readonly string[] => (value === "" ? [] : value.split(/[:;]/));

const ORIGIN = /\$(?:ORIGIN(?![A-Za-z0-9_])|\{ORIGIN\})/;
const ORIGIN_FIRST = /^\$(?:ORIGIN|\{ORIGIN\})(?:\/|$)/;
