import { readLibraryCache } from "../loader/ld-so-cache.ts";
import { type LoaderFile, readLoaderFile } from "../loader/loader-file.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { readHostFile } from "../rootfs/read-file.ts";
import { ldSoConfDirectories } from "./ld-so-conf.ts";
import { makesLibraryCache } from "./made-cache.ts";
import { once } from "./once.ts";

/** What the host has for its loaders, looked at once for all containers. */
export interface HostLoading {
  /** Reads a loader's own file; `path` is PT_INTERP. */
  readonly readLoader: (path: string, node: HostNode | undefined) => LoaderFile;
  /** The directories of ld.so.conf, absolute. */
  readonly confDirectories: readonly string[];
  /** Whether the device makes an ld.so.cache while it boots. */
  readonly makesCache: boolean;
  /** Whether ld.so.cache names a path for a library. */
  readonly isCached: (name: string, path: string) => boolean;
}

/** More than the largest loader has: musl's is the whole C library. */
const MAX_LOADER = 16 * 1024 * 1024;

export const hostLoading = (host: HostRootfs): HostLoading => {
  const known = new Map<number, LoaderFile>();
  const readLoader = (path: string, node: HostNode | undefined): LoaderFile => {
    if (node === undefined || node.type !== "file" || node.size > MAX_LOADER) return readLoaderFile(path, undefined);
    const file = known.get(node.contentOffset) ?? readLoaderFile(path, readHostFile(host, node));
    known.set(node.contentOffset, file);
    return file;
  };
  const cache = once(() => {
    const found = lookup(host, "/etc/ld.so.cache");
    if (found.kind !== "found" || found.node.type !== "file") return undefined;
    const bytes = readHostFile(host, found.node);
    return readLibraryCache(bytes, true) ?? readLibraryCache(bytes, false);
  });
  return {
    readLoader,
    confDirectories: ldSoConfDirectories(host),
    makesCache: makesLibraryCache(host),
    isCached: (name, path) =>
      cache()
        ?.get(name)
        ?.some((each) => each.path === path) ?? false,
  };
};
