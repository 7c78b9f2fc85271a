import { atSpan } from "../diagnostics/diagnostic.ts";
import { danglingLibrary, hardlinkWritableByRoot, missingLibraryEntry, symlinkLoop } from "../diagnostics/plan.ts";
import type { Spanned } from "../model/container.ts";
import { joinPath, normalizePath, parentOf } from "../model/paths.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { closestLibraryNames, findLibraries, type LibraryMatch } from "../rootfs/libraries.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { MountPlan } from "./conf-plan.ts";
import { carriedTime } from "./host-entries.ts";
import type { Owner } from "./owner.ts";
import type { Why } from "./plan.ts";
import { hasRootProcess } from "./processes.ts";
import type { Scope } from "./scope.ts";
import type { Tree } from "./tree.ts";
import { carriedXattrs } from "./xattrs.ts";

/** Where the container's libraries are looked for: config.ini's directories, then its own LibsScanDir, absolute. */
export const libraryDirectories = (scope: Pick<Scope, "config" | "container">): readonly string[] => [
  ...scope.config.libraries,
  ...(scope.container.rootfs?.libsScanDirs ?? []).map((each) => each.value),
];

/** The read-only binds of LibsRoBindMounts: by entry, inside an entry by file name, each once. */
export const planLibraries = (scope: Scope, tree: Tree): readonly MountPlan[] => {
  const planned = new Map<string, MountPlan>();
  for (const entry of scope.container.rootfs?.libsRoBindMounts ?? []) {
    const matches = matchesOf(scope, entry);
    for (const match of matches) {
      const found = lookup(scope.rootfs, match.node.path);
      if (found.kind !== "found") scope.report(danglingLibrary("warning", atSpan(entry.span), pathOf(match), match.node.target));
      if (found.kind !== "found" || found.node.type !== "file") continue;
      const mount = libraryMount(match, found.node, { reason: `LibsRoBindMounts ${entry.value}`, span: entry.span });
      if (planned.has(mount.place)) continue;
      planned.set(mount.place, mount);
      tree.mountPoint(mount.place, mount.why);
    }
  }
  return [...planned.values()];
};

/** The bind of one library file, at the same path as on the host. */
export const libraryMount = (match: LibraryMatch, target: HostNode, why: Why): MountPlan => ({
  source: pathOf(match),
  destination: pathOf(match).slice(1),
  fsType: "none",
  options: ["ro", "bind", "nodev", "nosuid"],
  dump: 0,
  fsck: 0,
  origin: "library",
  place: normalizePath(pathOf(match)),
  host: target.path,
  unused: [],
  why,
});

/** The hard links of LibsHardlinks: files as links to the host's inode, the symlinks that lead to them as symlinks. */
export const planHardlinks = (scope: Scope, tree: Tree, owner: Owner): void => {
  const entries = scope.container.rootfs?.libsHardlinks ?? [];
  const first = entries[0];
  if (first !== undefined && hasRootProcess(scope)) {
    scope.report(hardlinkWritableByRoot(scope.options.sanity ? "error" : "warning", atSpan(first.span), scope.container.name));
  }
  for (const entry of entries) {
    const why = { reason: `LibsHardlinks ${entry.value}`, span: entry.span };
    for (const match of matchesOf(scope, entry)) plantChain(scope, tree, owner, match, why, entry);
  }
};

const matchesOf = (scope: Scope, entry: Spanned<string>): readonly LibraryMatch[] => {
  const directories = libraryDirectories(scope);
  const matches = findLibraries(scope.rootfs, directories, entry.value);
  if (matches.length === 0) {
    const close = closestLibraryNames(scope.rootfs, directories, entry.value);
    scope.report(missingLibraryEntry(scope.options.missingSources, atSpan(entry.span), entry.value, directories, close));
  }
  return matches;
};

const pathOf = (match: LibraryMatch): string => `${match.directory}/${match.name}`;

/** A symlink's chain as the container will follow it: its directories are real ones, so targets resolve by their spelling. */
const plantChain = (scope: Scope, tree: Tree, owner: Owner, match: LibraryMatch, why: Why, entry: Spanned<string>): void => {
  let place = normalizePath(pathOf(match));
  let node = match.node;
  for (let steps = 0; node.type === "symlink"; steps += 1) {
    if (tree.entries.get(place)?.type !== "symlink") plantSymlink(scope, tree, owner, place, node, why);
    const target = node.target.startsWith("/") ? node.target : `${parentOf(node.path)}/${node.target}`;
    const next = lookup(scope.rootfs, target, { followLast: false });
    if (next.kind === "loop" || steps > 40) return scope.report(symlinkLoop(atSpan(entry.span), pathOf(match), node.path));
    if (next.kind === "missing") return scope.report(danglingLibrary("error", atSpan(entry.span), pathOf(match), node.target));
    place = resolveBySpelling(place, node.target);
    node = next.node;
  }
  if (node.type !== "file" || tree.entries.get(place)?.type === "hardlink") return;
  tree.put(place, {
    type: "hardlink",
    mode: node.mode,
    uid: node.uid,
    gid: node.gid,
    mtime: node.mtime,
    target: node.path,
    xattrs: carriedXattrs(scope, node),
    content: { kind: "none" },
    why,
  });
};

const plantSymlink = (scope: Scope, tree: Tree, owner: Owner, place: string, node: HostNode, why: Why): void =>
  tree.put(place, {
    type: "symlink",
    mode: 0o777,
    ...owner,
    mtime: carriedTime(scope.options, node.mtime),
    target: node.target,
    xattrs: carriedXattrs(scope, node),
    content: { kind: "none" },
    why,
  });

const resolveBySpelling = (place: string, target: string): string => {
  const segments: string[] = [];
  for (const segment of normalizePath(target.startsWith("/") ? target : joinPath(parentOf(place), target)).split("/")) {
    if (segment === "..") segments.pop();
    else segments.push(segment);
  }
  return segments.join("/");
};
