import { readLibraryCache } from "./ld-so-cache.ts";
import { cacheFlags } from "./cache-flags.ts";
import { judgeAsAny } from "./fit.ts";
import { glibcLoader } from "./glibc.ts";
import { machineKey } from "./machine-key.ts";
import { MISSING, type Resolution } from "./loaded.ts";
import type { Loader } from "./loader.ts";
import { type LoaderFile } from "./loader-file.ts";
import { muslLoader } from "./musl.ts";
import type { FileOpener } from "./open-file.ts";
import type { Place } from "./place.ts";
import { unknownLoader } from "./unknown.ts";
import type { ElfReader } from "./elf-reader.ts";
import type { Elf } from "../rootfs/elf.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { parentOf } from "../rootfs/paths.ts";
import { readHostFile, readHostText } from "../rootfs/read-file.ts";

/** A program interpreter in a container, and how it loads. */
export interface Interpreter {
  readonly resolution: Resolution;
  readonly loader: Loader;
}

export interface LoaderInput {
  readonly host: HostRootfs;
  readonly readElf: ElfReader;
  /** Reads a loader's own file, each inode once: `path` is PT_INTERP. */
  readonly readLoader: (path: string, node: HostNode | undefined) => LoaderFile;
  /** The container's files, whoever reads them. */
  readonly files: FileOpener;
  /** Where a cache that only the device has may lead: the directories of ld.so.conf. */
  readonly confDirectories: readonly string[];
  /** Whether the device makes a cache while it boots, whatever the rootfs holds, and the container shows it. */
  readonly isCacheMade: boolean;
  /** Whether a file of the container has a name. */
  readonly hasName: (name: string) => boolean;
}

/** The program interpreters of a container, each made once; `like` is a program that names it. */
export const interpretersOf = (input: LoaderInput): ((path: string, like: Elf) => Interpreter) => {
  const known = new Map<string, Interpreter>();
  return (path, like) => {
    const key = `${machineKey(like)} ${path}`;
    const interpreter = known.get(key) ?? makeInterpreter(input, path, like);
    known.set(key, interpreter);
    return interpreter;
  };
};

const makeInterpreter = (input: LoaderInput, path: string, like: Elf): Interpreter => {
  const resolution = openInterpreter(input, path, like);
  const onHost = lookup(input.host, path);
  const node = resolution.kind === "found" ? resolution.node : onHost.kind === "found" ? onHost.node : undefined;
  const file = input.readLoader(path, node);
  switch (file.family) {
    case "glibc":
      return {
        resolution,
        loader: glibcLoader({
          elf: like,
          builtIn: file.builtIn,
          release: file.release,
          preloads: preloadsIn(input),
          cached: cachedPlaces(input, like),
        }),
      };
    case "musl":
      return {
        resolution,
        loader: muslLoader({ own: resolution, pathFile: pathFileOf(input, `${parentOf(parentOf(path))}/etc/ld-musl-${file.arch}.path`) }),
      };
    case "unknown":
      return { resolution, loader: unknownLoader(input.hasName) };
  }
};

/** The kernel opens an interpreter by its path, and takes only one for the program's machine: fs/binfmt_elf.c. */
const openInterpreter = ({ files, readElf }: LoaderInput, path: string, like: Elf): Resolution => {
  const opened = files.open(path);
  if (opened.kind === "absent" || opened.kind === "denied") return MISSING;
  if (opened.kind === "unknown") return opened;
  const elf = readElf(opened.node);
  return judgeAsAny(elf, like) === "taken" && elf?.kind === "elf"
    ? { kind: "found", path: path.replace(/^\/+/, ""), node: opened.node, elf }
    : { kind: "missing", misfit: { path: opened.node.path, elf, isDenied: false } };
};

/** What the container's cache says; the directories of ld.so.conf where only the device has it (ldconfig(8)). */
const cachedPlaces = (input: LoaderInput, like: Elf): readonly Place[] => {
  const { files, host, isCacheMade } = input;
  const opened = files.open("/etc/ld.so.cache");
  const configured = input.confDirectories.map((path): Place => ({ kind: "directory", path }));
  if (opened.kind === "unknown" || (opened.kind === "absent" && isCacheMade)) return configured;
  if (opened.kind !== "opened" || opened.node.type !== "file" || opened.node.size === 0) return [];
  const libraries = readLibraryCache(readHostFile(host, opened.node), like.endian === "little");
  const cache: readonly Place[] = libraries === undefined ? [] : [{ kind: "cache", libraries, accepts: cacheFlags(like) }];
  return isCacheMade ? [...cache, ...configured] : cache;
};

/** What /etc/ld.so.preload names, whatever rights the program has; `#` begins a comment (elf/rtld.c, dl_main). */
const preloadsIn = ({ files, host }: LoaderInput): readonly string[] => {
  const opened = files.open("/etc/ld.so.preload");
  const text = opened.kind === "opened" && opened.node.type === "file" ? readHostText(host, opened.node) : undefined;
  return (text ?? "")
    .replace(/#.*/g, "")
    .split(/[:\s]+/)
    .filter((name) => name !== "");
};

/** One that is there and can't be read names nothing: ldso/dynlink.c takes the default for ENOENT alone. */
const pathFileOf = ({ files, host }: LoaderInput, path: string): string | undefined => {
  const opened = files.open(path);
  if (opened.kind === "absent" || opened.kind === "unknown") return undefined;
  return opened.kind === "opened" && opened.node.type === "file" ? readHostText(host, opened.node) : "";
};
