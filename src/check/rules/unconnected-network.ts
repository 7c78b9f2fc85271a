import { FAMILIES, networksOf } from "../networks.ts";
import type { ContainerRule } from "../rule.ts";

/** Whoever sets up the host may know its end by the name that Pair gives it. */
export const unconnectedNetwork: ContainerRule<"unconnected-network"> = {
  kind: "container",
  code: "unconnected-network",
  severity: "hint",
  title: "A veth has a gateway, and nothing connects its end on the host.",
  judge: ({ plan }) =>
    networksOf(plan).flatMap(({ type, get, location }) => {
      const gateway = FAMILIES.flatMap((family) => get(family.gateway) ?? [])[0];
      if (type !== "veth" || gateway === undefined || get("Link") !== undefined || get("Pair") !== undefined) return [];
      const message = `the veth has the gateway ${gateway.value}, and neither a Link to a bridge nor a Pair that the host could know its end by`;
      return [{ location, message, help: "add <Link>, the name of the host's bridge" }];
    }),
};
