import { NO_XATTRS, type NewEntry } from "../tar/entry.ts";
import type { Manifest } from "./parse-manifest.ts";

/** The entries of the manifest's tarball in its own order; directories that no line names come before what first lies in them. */
export const manifestEntries = (manifest: Manifest): readonly NewEntry[] => {
  const known = new Set(["", ...manifest.entries.map((entry) => entry.path)]);
  return manifest.entries.flatMap((entry) => {
    const implied = parentsOf(entry.path).filter((path) => !known.has(path));
    for (const path of implied) known.add(path);
    return [...implied.map((path) => impliedDirectory(path, entry.mtime)), entry];
  });
};

/** `usr` and `usr/lib` for `usr/lib/x`. */
const parentsOf = (path: string): string[] => [...path.matchAll(/\//g)].map((slash) => path.slice(0, slash.index));

const impliedDirectory = (path: string, mtime: number): NewEntry => ({
  path,
  type: "directory",
  mode: 0o755,
  uid: 0,
  gid: 0,
  mtime,
  size: 0,
  target: "",
  devMajor: 0,
  devMinor: 0,
  xattrs: NO_XATTRS,
  content: new Uint8Array(),
});
