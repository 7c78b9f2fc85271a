import { atSpan, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { danglingLibrary, hardlinkWritableByRoot, missingLibraryEntry } from "./library-findings.ts";
import { symlinkLoop } from "./mount-findings.ts";
import type { Spanned } from "../model/container.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { targetPath } from "../rootfs/paths.ts";
import type { HostNode, Lookup } from "../rootfs/host-rootfs.ts";
import type { LibraryMatch } from "../rootfs/libraries.ts";
import { bindOf, type Mount } from "./mount.ts";
import { followLinks } from "./follow-links.ts";
import { carriedTime } from "./host-entries.ts";
import type { Owner } from "./owner.ts";
import { NO_CONTENT } from "./planned-node.ts";
import type { Why } from "./why.ts";
import { hasRootProcess } from "./processes.ts";
import type { PlanContext } from "./plan-context.ts";
import { isMadeAtRunTime } from "./mount-source.ts";
import type { Tree } from "./tree.ts";
import { carriedXattrs } from "./xattrs.ts";

/** Where the container's libraries are looked for: config.ini's directories, then its own LibsScanDir, absolute. */
export const libraryDirectories = (context: Pick<PlanContext, "config" | "container">): readonly string[] => [
  ...context.config.libraries,
  ...(context.container.rootfs?.libsScanDirs ?? []).map((each) => each.value),
];

/** The read-only binds of LibsRoBindMounts: by entry, inside an entry by file name, each once. */
export const planLibraries = (context: PlanContext, tree: Tree): readonly Mount[] => {
  const planned = new Map<string, Mount>();
  const matchesOf = libraryMatcher(context);
  for (const entry of context.container.rootfs?.libsRoBindMounts ?? []) {
    for (const match of matchesOf(entry)) {
      const found = match.follow();
      if (found.kind === "found" && found.node.type !== "file") continue;
      if (found.kind !== "found" && !(found.kind === "missing" && isMadeAtRunTime(context, found.path))) {
        context.report(leadsNowhere(context, entry, match, found));
        continue;
      }
      const why = { reason: `LibsRoBindMounts ${entry.value}`, span: entry.span };
      const mount = libraryMount(match, found.kind === "found" ? found.node : undefined, why);
      if (planned.has(mount.place)) continue;
      planned.set(mount.place, mount);
      tree.mountPoint(mount.place, mount.why);
    }
  }
  return [...planned.values()];
};

type Named = Pick<LibraryMatch, "directory" | "name">;

const OPTIONS: Mount["options"] = ["ro", "bind", "nodev", "nosuid"];

/** The bind of one library file, at the same path as on the host; without a target where the device makes it at run time. */
const libraryMount = (match: Named, target: HostNode | undefined, why: Why): Mount =>
  bindOf(pathOf(match), { kind: "library", options: OPTIONS, host: target?.path, why });

/** The hard links of LibsHardlinks: files as links to the host's inode, the symlinks that lead to them as symlinks. */
export const planHardlinks = (context: PlanContext, tree: Tree, owner: Owner): void => {
  const entries = context.container.rootfs?.libsHardlinks ?? [];
  const first = entries[0];
  if (first !== undefined && hasRootProcess(context)) {
    context.report(hardlinkWritableByRoot(context.options.sanity ? "error" : "warning", atSpan(first.span), context.container.name));
  }
  const matchesOf = libraryMatcher(context);
  for (const entry of entries) {
    const why = { reason: `LibsHardlinks ${entry.value}`, span: entry.span };
    for (const step of matchesOf(entry).flatMap((match) => chainOf(context, match, entry))) {
      const there = tree.nodes.get(step.place)?.type;
      if (step.node.type === "symlink" && there !== "symlink") plantSymlink(context, tree, owner, step, why);
      if (step.node.type === "file" && there !== "hardlink") plantHardlink(context, tree, step, why);
    }
  }
};

/** Finds the libraries that an entry names; that there are none is reported. */
const libraryMatcher = (context: PlanContext): ((entry: Spanned<string>) => readonly LibraryMatch[]) => {
  const directories = libraryDirectories(context);
  return (entry) => {
    const matches = context.libraries.find(directories, entry.value);
    if (matches.length === 0) {
      const elsewhere = context.libraries.elsewhere(entry.value);
      const close = elsewhere === undefined ? context.libraries.closest(directories, entry.value) : [];
      const missing = { entry: entry.value, directories, elsewhere, close };
      context.report(missingLibraryEntry(context.options.missingSources, atSpan(entry.span), missing));
    }
    return matches;
  };
};

const pathOf = (match: Named): string => `${match.directory}/${match.name}`;

const leadsNowhere = (
  context: PlanContext,
  entry: Spanned<string>,
  match: LibraryMatch,
  found: Exclude<Lookup, { kind: "found" }>,
): Diagnostic =>
  found.kind === "loop"
    ? symlinkLoop(atSpan(entry.span), pathOf(match), found.path)
    : danglingLibrary(context.options.missingSources, atSpan(entry.span), pathOf(match), found.path);

interface Step {
  readonly place: string;
  readonly node: HostNode;
}

/**
 * A match, the symlinks it leads through and the file at their end, each at its place in the container, whose directories are real ones,
 * so that targets resolve by their spelling. Nothing for what leads nowhere, which is reported.
 */
const chainOf = (context: PlanContext, match: LibraryMatch, entry: Spanned<string>): readonly Step[] => {
  const end = match.follow();
  if (end.kind !== "found") {
    context.report(leadsNowhere(context, entry, match, end));
    return [];
  }
  if (end.node.type !== "file") return [];
  let place = normalizePath(pathOf(match));
  return followLinks(context.rootfs, match.node.path).map((node) => {
    const step = { place, node };
    if (node.type === "symlink") place = resolveBySpelling(place, node.target);
    return step;
  });
};

const plantHardlink = (context: PlanContext, tree: Tree, { place, node }: Step, why: Why): void =>
  tree.put(place, {
    type: "hardlink",
    mode: node.mode,
    uid: node.uid,
    gid: node.gid,
    mtime: node.mtime,
    target: node.path,
    xattrs: carriedXattrs(context, node, { mode: node.mode, sharesInode: true }),
    content: NO_CONTENT,
    why,
  });

const plantSymlink = (context: PlanContext, tree: Tree, owner: Owner, { place, node }: Step, why: Why): void =>
  tree.put(place, {
    type: "symlink",
    mode: 0o777,
    ...owner,
    mtime: carriedTime(context.options, node.mtime),
    target: node.target,
    xattrs: carriedXattrs(context, node, { mode: 0o777 }),
    content: NO_CONTENT,
    why,
  });

const resolveBySpelling = (place: string, target: string): string => {
  const segments: string[] = [];
  for (const segment of normalizePath(targetPath(place, target)).split("/")) {
    if (segment === "..") segments.pop();
    else segments.push(segment);
  }
  return segments.join("/");
};
