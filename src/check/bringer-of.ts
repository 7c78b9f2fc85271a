import type { Location } from "../diagnostics/diagnostic.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { type ContainerFacts, locationOf } from "./container-facts.ts";

/** Where the description brings a file into the container; `otherwise` where it is there by itself. */
export const bringerOf = (facts: ContainerFacts, { path }: HostNode, otherwise: Location): Location => {
  const origin = facts.view.originOf(path);
  return origin?.why.span === undefined ? otherwise : locationOf(facts, origin);
};
