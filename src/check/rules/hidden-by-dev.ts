import type { Why } from "../../plan/why.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** Where LXC makes a fresh /dev: lxc.container.conf(5), lxc.autodev. Found once an element. */
export const hiddenByDev: ContainerRule<"hidden-by-dev"> = {
  kind: "container",
  isOfLxc: true,
  code: "hidden-by-dev",
  severity: "warning",
  title: "Moved content or a hard link below dev/ of a container that gets a fresh /dev.",
  judge: (context) => {
    if (!context.plan.conf.autoDev) return [];
    const first = new Map<Why, string>();
    for (const [place, { why }] of context.ownContent()) {
      if (place.startsWith("dev/") && !first.has(why)) first.set(why, place);
    }
    return [...first].map(([why, place]) => ({
      location: locationOf(context, { why }),
      message: `LXC mounts a fresh /dev over ${place}`,
      help: "use a Destination outside dev/, or set AutoDev to 0",
    }));
  },
};
