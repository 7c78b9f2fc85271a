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
import type { PlanContext } from "./plan-context.ts";
import type { Tree } from "./tree.ts";
import { carriedXattrs } from "./xattrs.ts";

/** One thing that leaves the host: its real path and the entry that moves it. */
export interface Move {
  readonly path: string;
  readonly why: Why;
}

/** What MoveContent brings into the tree, after all mount points. `others` are the bits that others keep: 0 or 0o005. */
export const planMoves = (context: PlanContext, tree: Tree, owner: Owner, others: number): readonly Move[] => {
  const moved = new Set<string>();
  return (context.container.rootfs?.moves ?? []).flatMap((entry) => {
    const node = findMoved(context, entry);
    if (node === undefined) return [];
    const why = { reason: "MoveContent", span: entry.span };
    // What moves twice, whole or in part, is an error, whatever else would come of it.
    if (![node.path, ...ancestorsOf(node.path)].some((path) => moved.has(path))) {
      plant({ context, tree, owner, others, entry, why }, destinationOf(context, tree, entry, baseOf(node.path)), node);
    }
    moved.add(node.path);
    return [{ path: node.path, why }];
  });
};

const findMoved = (context: PlanContext, entry: MoveEntry): HostNode | undefined => {
  const found = lookup(context.rootfs, entry.source, { followLast: false });
  const at = atSpan(entry.span);
  if (found.kind === "missing") context.report(missingMoveSource(at, entry.source));
  if (found.kind === "loop") context.report(symlinkLoop(at, entry.source, found.path));
  if (found.kind !== "found") return undefined;
  if ((found.node.type === "directory") !== (entry.type === "dir")) {
    context.report(sourceType(at, entry.type, entry.source, found.node.type));
    return undefined;
  }
  if (found.node.path === "") {
    context.report(movedType(at, entry.source, "root directory"));
    return undefined;
  }
  const { path, type, target } = found.node;
  if (entry.caps !== undefined && type !== "file") context.report(capsOnLink(atSpan(entry.caps.span), path, target));
  return found.node;
};

/** A directory goes into its destination; a file too where that is a directory, otherwise the destination is its new path. */
const destinationOf = (context: PlanContext, tree: Tree, entry: MoveEntry, name: string): string => {
  const place = normalizePath(entry.destination);
  if (entry.type === "dir" && baseOf(place) === name) context.report(moveDoublesName(atSpan(entry.span), place, name));
  const into = entry.type === "dir" || place === "" || entry.destination.endsWith("/") || tree.nodes.get(place)?.type === "directory";
  return into ? joinPath(place, name) : place;
};

interface Planting {
  readonly context: PlanContext;
  readonly tree: Tree;
  readonly owner: Owner;
  readonly others: number;
  readonly entry: MoveEntry;
  readonly why: Why;
}

const plant = (planting: Planting, place: string, node: HostNode): void => {
  const { context, tree, entry, why } = planting;
  if (node.type !== "file" && node.type !== "symlink" && node.type !== "directory") {
    context.report(movedType(atSpan(entry.span), `/${node.path}`, node.type));
    return;
  }
  const mode = node.type === "symlink" ? 0o777 : movedMode(planting, node);
  tree.put(place, {
    type: node.type,
    mode,
    uid: planting.owner.uid,
    gid: planting.owner.gid,
    mtime: carriedTime(context.options, node.mtime),
    target: node.target,
    xattrs: carriedXattrs(context, node, { mode, caps: entry.caps?.value }),
    content: contentOf(node),
    why,
  });
  if (node.type === "directory") {
    for (const name of context.rootfs.nodes.namesIn(node.path)) {
      const child = context.rootfs.nodes.get(joinPath(node.path, name));
      if (child !== undefined) plant(planting, joinPath(place, name), child);
    }
  }
};

const contentOf = (node: HostNode): PlannedNode["content"] => (node.type === "file" ? { kind: "host", path: node.path } : NO_CONTENT);

const SETID = 0o6000;

/** The host's mode without write bits and without others' (but what strangers need); setid bits go with a change of owner. */
const movedMode = ({ context, owner, others, entry }: Planting, node: HostNode): number => {
  const kept = node.mode & (0o7550 | others);
  const changesOwner = node.uid !== owner.uid || node.gid !== owner.gid;
  if ((kept & SETID) === 0 || !changesOwner) return kept;
  context.report(setidDropped(atSpan(entry.span), node.path, node.type));
  return kept & ~SETID;
};
