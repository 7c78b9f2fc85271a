import type { PlannedNode } from "../plan/planned-node.ts";
import type { ContainerFacts } from "./container-facts.ts";

/** What a container's own tree holds that is more than a place to mount over, by place. */
export const ownContentOf = ({ plan }: ContainerFacts): ReadonlyMap<string, PlannedNode> => {
  const content = new Map<string, PlannedNode>();
  plan.rootfs?.tree.forEach((node, place) => {
    if (node.content.kind === "host" || node.type === "hardlink" || node.type === "symlink") content.set(place, node);
  });
  return content;
};
