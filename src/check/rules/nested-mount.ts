import type { Mount } from "../../plan/mount.ts";
import { because } from "../../plan/finding-words.ts";
import type { PlannedNode } from "../../plan/planned-node.ts";
import type { Why } from "../../plan/why.ts";
import { visitAbove } from "../../rootfs/paths.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** Mounts are made in the plan's order: one over what an earlier one made, or over content, hides it. */
export const nestedMount: ContainerRule<"nested-mount"> = {
  kind: "container",
  code: "nested-mount",
  severity: "error",
  title: "A mount hides what an earlier entry made, or what is in the container before all mounts.",
  judge: (context) => {
    const contentBelow = new Map<string, readonly [string, PlannedNode]>();
    for (const content of context.ownContent()) noteAbove(contentBelow, content[0], content);
    const mountBelow = new Map<string, Mount>();
    return context.plan.mounts.flatMap((mount) => {
      const earlier = mountBelow.get(mount.place);
      const content = contentBelow.get(mount.place);
      noteAbove(mountBelow, mount.place, mount);
      const hides = (hidden: string, why: Why, help: string) => ({
        location: locationOf(context, mount),
        message: `nested mount: ${mount.destination} hides ${hidden} (${because(why)})`,
        help,
      });
      return [
        ...(earlier === undefined ? [] : [hides(earlier.destination, earlier.why, canSwap(mount, earlier) ? SWAP : ONE_BY_ONE)]),
        ...(content === undefined ? [] : [hides(content[0], content[1].why, ONE_BY_ONE)]),
      ];
    });
  },
};

const SWAP = "put the outer mount first";
const ONE_BY_ONE = "mount what is needed of it entry by entry, or elsewhere: in no order both can be seen";

const canSwap = (a: Mount, b: Mount): boolean => a.kind === "entry" && b.kind === "entry";

/** Notes for each directory above a place the first thing that lies below it; what is above a noted one is noted. */
const noteAbove = <T>(below: Map<string, T>, place: string, value: T): void =>
  visitAbove(place, (above) => {
    if (below.has(above)) return false;
    below.set(above, value);
    return true;
  });
