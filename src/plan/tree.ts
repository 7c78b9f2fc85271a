import { placeTaken, placeTooDeep } from "./place-findings.ts";
import { ancestorsOf, parentOf } from "../rootfs/paths.ts";
import { NO_XATTRS } from "../tar/entry.ts";
import { generatedTime } from "./host-entries.ts";
import type { Owner } from "./owner.ts";
import { NO_CONTENT, type PlannedNode } from "./planned-node.ts";
import type { Why } from "./why.ts";
import { locationOf, type PlanContext } from "./plan-context.ts";

/** A container's rootfs while it is being planned: what is at which place, parents made as needed. */
export interface Tree {
  /** By place: relative to the container's root. */
  readonly nodes: ReadonlyMap<string, PlannedNode>;
  /** A directory; one that is there already stays as it is. */
  readonly directory: (place: string, why: Why) => void;
  /** An empty file to mount over; one that is there already or is generated serves as well, moved content does not. */
  readonly mountPoint: (place: string, why: Why) => void;
  /** Content of its own. A directory may take the place of one that was only made on the way to something. */
  readonly put: (place: string, node: PlannedNode) => void;
}

/** The modes of a container's tree: no write bit for anyone, nothing for others unless a process of its own needs it. */
export interface TreeModes {
  readonly directory: number;
  readonly mountPoint: number;
  readonly account: number;
  /** The bits that others keep of moved content's modes. */
  readonly others: number;
}

/** Segments of a place. */
const MAX_DEPTH = 100;

/** An empty tree; what can't be placed is reported and left out. */
export const growTree = (context: PlanContext, owner: Owner, modes: TreeModes): Tree => {
  const mtime = generatedTime(context.options);
  const nodes = new Map<string, PlannedNode>();
  const make = (place: string, why: Why, type: "directory" | "file", mode: number): void => {
    const { uid, gid } = owner;
    nodes.set(place, { type, mode, uid, gid, mtime, target: "", xattrs: NO_XATTRS, content: NO_CONTENT, why });
  };

  const taken = (place: string, why: Why): void => {
    const there = nodes.get(place);
    context.report(placeTaken(locationOf(context, why), place, there?.type ?? "something", there?.why));
  };
  const parents = (place: string, why: Why): boolean => {
    const parent = parentOf(place);
    // A directory that is there has its own ones.
    return parent === "" || nodes.get(parent)?.type === "directory" || makeParents(place, why);
  };
  const makeParents = (place: string, why: Why): boolean => {
    if (place.split("/").length > MAX_DEPTH) {
      context.report(placeTooDeep(locationOf(context, why), MAX_DEPTH));
      return false;
    }
    return ancestorsOf(place).every((parent) => {
      const there = nodes.get(parent);
      if (there !== undefined && there.type !== "directory") {
        taken(parent, why);
        return false;
      }
      if (there === undefined) make(parent, why, "directory", modes.directory);
      return true;
    });
  };

  const add = (place: string, why: Why, type: "directory" | "file", mode: number): void => {
    if (!parents(place, why)) return;
    const there = nodes.get(place);
    if (there === undefined) make(place, why, type, mode);
    else if (there.type !== type || there.content.kind === "host") taken(place, why);
  };

  return {
    nodes,
    directory: (place, why) => add(place, why, "directory", modes.directory),
    mountPoint: (place, why) => add(place, why, "file", modes.mountPoint),
    put: (place, node) => {
      if (!parents(place, node.why)) return;
      const there = nodes.get(place);
      const merges = there?.type === "directory" && node.type === "directory";
      if (there === undefined || merges) nodes.set(place, node);
      else taken(place, node.why);
    },
  };
};
