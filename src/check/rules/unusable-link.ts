import { networksOf } from "../networks.ts";
import type { ContainerRule } from "../rule.ts";

/** Seen with LXC 5.0.2: the kernel lets nothing be bridged, shared or moved of a loopback interface. */
export const unusableLink: ContainerRule<"unusable-link"> = {
  kind: "container",
  code: "unusable-link",
  severity: "error",
  title: "The Link of a Network is the loopback interface.",
  judge: ({ plan }) =>
    networksOf(plan).flatMap(({ type, get }) => {
      const link = get("Link");
      if (link?.value !== "lo") return [];
      const help = type === "veth" ? "name a bridge of the host" : "name another interface of the host";
      return [{ location: link.location, message: `lo can't be the Link of a ${type}: LXC does not start ${plan.name}`, help }];
    }),
};
