import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, copyFileSync, linkSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type EntrySketch, link, rootfsOf } from "../rootfs/rootfs-of.ts";
import type { HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { bytesOf, type Graph } from "./random-graphs.ts";

const TOP = ["lib64", "app", "one", "two", "three", "opt", "usr", "lib", "etc"];

/** A root directory in which a real loader links one graph after the other. */
export interface GraphRoot {
  /** Puts a graph there in the place of the last one, and gives it as a rootfs. */
  readonly put: (graph: Graph) => HostRootfs;
  /** Makes the kernel start a program there in secure mode (AT_SECURE), or not: its group is another one then. */
  readonly setSecure: (path: string, isSecure: boolean) => void;
  /** Runs a program there, as a user of its own. */
  readonly run: (command: readonly string[], environment?: Readonly<Record<string, string>>) => { status: number | null; text: string };
}

/** `loader` is the path of the real one, here and there; `directory` becomes the root. */
export const graphRoot = (directory: string, loader: string): GraphRoot => {
  const there = (path: string): string => join(directory, path);
  chmodSync(directory, 0o755);
  copyFileSync(loader, there("/loader"));
  const own = readFileSync(loader);
  const put = ({ files, hasCache }: Graph): HostRootfs => {
    for (const top of TOP) rmSync(there(top), { recursive: true, force: true });
    mkdirSync(there(dirname(loader)), { recursive: true });
    linkSync(there("/loader"), there(loader));
    const entries: EntrySketch[] = [{ path: loader.slice(1), content: own, mode: 0o755 }];
    for (const file of files) {
      const { path, mode, target, goes } = file;
      const bytes = bytesOf(file);
      mkdirSync(there(dirname(path)), { recursive: true });
      if (target === undefined) writeFileSync(there(path), bytes, { mode });
      else symlinkSync(target, there(path));
      if (goes && hasCache) continue;
      entries.push(target === undefined ? { path: path.slice(1), content: bytes, mode } : link(path.slice(1), target));
    }
    if (hasCache) entries.push(loader.includes("musl") ? writePathFile(directory) : makeCache(directory));
    for (const { path, goes } of files) if (goes && hasCache) rmSync(there(path));
    return rootfsOf(...entries);
  };
  const run: GraphRoot["run"] = (command, environment = {}) => {
    const words = ["--userspec=1000:1000", directory, ...command];
    const { status, stdout, stderr, error } = spawnSync("chroot", words, { encoding: "utf8", env: { ...process.env, ...environment } });
    if (error !== undefined) throw error;
    return { status, text: `${stdout}${stderr}` };
  };
  const setSecure = (path: string, isSecure: boolean): void => {
    chownSync(there(path), 0, isSecure ? 44 : 0);
    chmodSync(there(path), isSecure ? 0o2755 : 0o755);
  };
  return { put, setSecure, run };
};

/** What ldconfig(8) makes of the libraries there and of /opt/cached; it sets no links. */
const makeCache = (directory: string): EntrySketch => {
  mkdirSync(join(directory, "etc"), { recursive: true });
  writeFileSync(join(directory, "etc/ld.so.conf"), "/opt/cached\n");
  const { status, stderr } = spawnSync("/sbin/ldconfig", ["-X", "-i", "-r", directory], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return { path: "etc/ld.so.cache", content: readFileSync(join(directory, "etc/ld.so.cache")) };
};

/** The like of a cache for musl. */
const writePathFile = (directory: string): EntrySketch => {
  const file = { path: "etc/ld-musl-x86_64.path", content: "/opt/cached\n/usr/lib:/three\n" };
  mkdirSync(join(directory, "etc"), { recursive: true });
  writeFileSync(join(directory, file.path), file.content);
  return file;
};
