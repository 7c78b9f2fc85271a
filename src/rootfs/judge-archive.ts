import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { EntryTable } from "../tar/entry-table.ts";
import { emptyArchive, imageArchive, nestedRootfs } from "./findings.ts";
import type { HostRootfs } from "./host-rootfs.ts";
import { joinPath } from "./paths.ts";

/** Why an archive that was read whole can be neither a rootfs nor an overlay. */
export const judgeArchive = (entries: EntryTable, file: string): readonly Diagnostic[] => {
  if (entries.length === 0) return [emptyArchive(file, "no entries")];
  const kind = imageKindOf(entries);
  if (kind === undefined) return [];
  return [imageArchive(file, kind === "layout" ? "the tarball of an OCI image layout" : "what docker save writes")];
};

/** What kind of container image an archive holds. `docker save` writes both forms since Docker 25, and the layout has the digests of its files. */
export const imageKindOf = (entries: EntryTable): "layout" | "saved" | undefined => {
  const names = outermostIn(entries);
  if (names.has("oci-layout") && names.has("index.json")) return "layout";
  if (!names.has("manifest.json")) return undefined;
  return names.has("repositories") || [...names].some(isDigestName) ? "saved" : undefined;
};

/** Whether a file is called by its sha256, as configs and layers of images are. */
const isDigestName = (name: string): boolean => /^[0-9a-f]{64}\.(json|tar)$/.test(name);

/** What lies in the root directory of an archive. */
const outermostIn = (entries: EntryTable): ReadonlySet<string> => {
  const names = new Set<string>();
  for (let index = 0; index < entries.length; index++) {
    if (entries.isOutermost(index)) names.add(entries.pathAt(index));
    // Nor do its neighbours.
    else index = entries.endOfNeighbours(index + 1) - 1;
  }
  return names;
};

/** Why this can't be the rootfs of a device: it lies below the one directory that the tarball has, or deeper. */
export const judgeRootfs = ({ nodes, file }: HostRootfs): readonly Diagnostic[] => {
  const directory = onlyWay(nodes, "");
  const below = nodes.namesIn(directory).filter((name) => OF_A_ROOT.includes(name));
  const isNamedLikeOne = OF_A_ROOT.includes(directory.split("/")[0] ?? "");
  const isRoot = isNamedLikeOne ? below.includes("etc") && below.includes("usr") : below.length >= 2;
  return directory !== "" && isRoot ? [nestedRootfs(file, directory, below)] : [];
};

/** The first directory from here on that holds something else than one directory. */
const onlyWay = (nodes: HostRootfs["nodes"], directory: string): string => {
  const [only, ...others] = nodes.namesIn(directory);
  if (only === undefined || others.length > 0) return directory;
  const path = joinPath(directory, only);
  return nodes.get(path)?.type === "directory" ? onlyWay(nodes, path) : directory;
};

/** Directories that stand in the root of a file system: hier(7). */
const OF_A_ROOT = [
  "bin",
  "boot",
  "dev",
  "etc",
  "home",
  "lib",
  "mnt",
  "opt",
  "proc",
  "root",
  "run",
  "sbin",
  "srv",
  "sys",
  "tmp",
  "usr",
  "var",
];
