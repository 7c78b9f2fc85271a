import { atSpan } from "../diagnostics/diagnostic.ts";
import { capsOnLink } from "./caps-findings.ts";
import { sourceType, symlinkLoop } from "./mount-findings.ts";
import { missingMoveSource, moveDoublesName, movedType, setidDropped } from "./move-findings.ts";
import type { MoveEntry } from "../model/container.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { ancestorsOf, baseOf, joinPath } from "../rootfs/paths.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { carriedTime } from "./host-entries.ts";
import type { Owner } from "./owner.ts";
import { NO_CONTENT, type PlannedNode } from "./planned-node.ts";
import type { Why } from "./why.ts";
import type { Scope } from "./scope.ts";
import type { Tree } from "./tree.ts";
import { carriedXattrs } from "./xattrs.ts";

/** One thing that leaves the host: its real path and the entry that moves it. */
export interface Move {
  readonly path: string;
  readonly why: Why;
}

/** What MoveContent brings into the tree, after all mount points. `others` are the bits that others keep: 0 or 0o005. */
export const planMoves = (scope: Scope, tree: Tree, owner: Owner, others: number): readonly Move[] => {
  const moved = new Set<string>();
  return (scope.container.rootfs?.moves ?? []).flatMap((entry) => {
    const node = findMoved(scope, entry);
    if (node === undefined) return [];
    const why = { reason: "MoveContent", span: entry.span };
    // What moves twice, whole or in part, is an error, whatever else would come of it.
    if (![node.path, ...ancestorsOf(node.path)].some((path) => moved.has(path))) {
      plant({ scope, tree, owner, others, entry, why }, destinationOf(scope, tree, entry, baseOf(node.path)), node);
    }
    moved.add(node.path);
    return [{ path: node.path, why }];
  });
};

const findMoved = (scope: Scope, entry: MoveEntry): HostNode | undefined => {
  const found = lookup(scope.rootfs, entry.source, { followLast: false });
  const at = atSpan(entry.span);
  if (found.kind === "missing") scope.report(missingMoveSource(at, entry.source));
  if (found.kind === "loop") scope.report(symlinkLoop(at, entry.source, found.path));
  if (found.kind !== "found") return undefined;
  if ((found.node.type === "directory") !== (entry.type === "dir")) {
    scope.report(sourceType(at, entry.type, entry.source, found.node.type));
    return undefined;
  }
  if (found.node.path === "") {
    scope.report(movedType(at, entry.source, "root directory"));
    return undefined;
  }
  const { path, type, target } = found.node;
  if (entry.caps !== undefined && type !== "file") scope.report(capsOnLink(atSpan(entry.caps.span), path, target));
  return found.node;
};

/** A directory goes into its destination; a file too where that is a directory, otherwise the destination is its new path. */
const destinationOf = (scope: Scope, tree: Tree, entry: MoveEntry, name: string): string => {
  const place = normalizePath(entry.destination);
  if (entry.type === "dir" && baseOf(place) === name) scope.report(moveDoublesName(atSpan(entry.span), place, name));
  const into = entry.type === "dir" || place === "" || entry.destination.endsWith("/") || tree.nodes.get(place)?.type === "directory";
  return into ? joinPath(place, name) : place;
};

interface Planting {
  readonly scope: Scope;
  readonly tree: Tree;
  readonly owner: Owner;
  readonly others: number;
  readonly entry: MoveEntry;
  readonly why: Why;
}

const plant = (planting: Planting, place: string, node: HostNode): void => {
  const { scope, tree, entry, why } = planting;
  if (node.type !== "file" && node.type !== "symlink" && node.type !== "directory") {
    scope.report(movedType(atSpan(entry.span), `/${node.path}`, node.type));
    return;
  }
  const mode = node.type === "symlink" ? 0o777 : movedMode(planting, node);
  tree.put(place, {
    type: node.type,
    mode,
    uid: planting.owner.uid,
    gid: planting.owner.gid,
    mtime: carriedTime(scope.options, node.mtime),
    target: node.target,
    xattrs: carriedXattrs(scope, node, { mode, caps: entry.caps?.value }),
    content: contentOf(node),
    why,
  });
  if (node.type === "directory") {
    for (const name of scope.rootfs.nodes.namesIn(node.path)) {
      const child = scope.rootfs.nodes.get(joinPath(node.path, name));
      if (child !== undefined) plant(planting, joinPath(place, name), child);
    }
  }
};

const contentOf = (node: HostNode): PlannedNode["content"] => (node.type === "file" ? { kind: "host", path: node.path } : NO_CONTENT);

const SETID = 0o6000;

/** The host's mode without write bits and without others' (but what strangers need); setid bits go with a change of owner. */
const movedMode = ({ scope, owner, others, entry }: Planting, node: HostNode): number => {
  const kept = node.mode & (0o7550 | others);
  const changesOwner = node.uid !== owner.uid || node.gid !== owner.gid;
  if ((kept & SETID) === 0 || !changesOwner) return kept;
  scope.report(setidDropped(atSpan(entry.span), node.path, node.type));
  return kept & ~SETID;
};
