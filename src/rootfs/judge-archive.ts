import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { EntryTable } from "../tar/entry-table.ts";
import { emptyArchive, imageArchive, nestedRootfs } from "./findings.ts";
import type { HostRootfs } from "./host-rootfs.ts";

/** Why an archive that was read whole can be neither a rootfs nor an overlay. */
export const judgeArchive = (entries: EntryTable, file: string): readonly Diagnostic[] => {
  if (entries.length === 0) return [emptyArchive(file)];
  const has = presentIn(entries, ["oci-layout", "index.json", "manifest.json", "repositories"]);
  // `docker save` writes both forms since Docker 25.
  if (has.has("manifest.json") && (has.has("oci-layout") || has.has("repositories")))
    return [imageArchive(file, "what docker save writes")];
  return has.has("oci-layout") && has.has("index.json") ? [imageArchive(file, "the tarball of an OCI image layout")] : [];
};

const presentIn = (entries: EntryTable, names: readonly string[]): ReadonlySet<string> => {
  const present = new Set<string>();
  for (let index = 0; index < entries.length; index++) {
    const path = entries.pathAt(index);
    if (names.includes(path)) present.add(path);
  }
  return present;
};

/** Why this can't be the rootfs of a device: it lies below the one directory that the tarball has. */
export const judgeRootfs = ({ nodes, file }: HostRootfs): readonly Diagnostic[] => {
  const [only, ...others] = nodes.namesIn("");
  if (only === undefined || others.length > 0 || OF_A_ROOT.includes(only)) return [];
  const below = nodes.namesIn(only).filter((name) => OF_A_ROOT.includes(name));
  return below.length < 2 ? [] : [nestedRootfs(file, only, below)];
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
