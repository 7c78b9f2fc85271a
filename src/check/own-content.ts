import type { PlannedNode } from "../plan/planned-node.ts";
import type { ContainerFacts } from "./container-facts.ts";

/** What a container's own tree holds that is more than a place to mount over, by place. */
export const ownContent = ({ plan }: ContainerFacts): readonly (readonly [string, PlannedNode])[] =>
  [...(plan.rootfs?.tree ?? [])].filter(([, { content, type }]) => content.kind === "host" || type === "hardlink" || type === "symlink");
