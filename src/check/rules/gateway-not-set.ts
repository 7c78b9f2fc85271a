import { FAMILIES, type Family, type NetworkFacts, networksOf } from "../networks.ts";
import type { ContainerRule, Found } from "../rule.ts";

/**
 * src/lxc/network.c: lxc_find_gateway_addresses ("Automatic gateway detection needs a link interface", "… only supported for veth and
 * macvlan"), lxc_network_setup_in_child_namespaces_common ("Cannot add ipv4 gateway … when not assigning an address"); EEXIST for a second
 * default route.
 */
export const gatewayNotSet: ContainerRule<"gateway-not-set"> = {
  kind: "container",
  code: "gateway-not-set",
  severity: "error",
  title: "A Network has a gateway that LXC can't set.",
  judge: ({ plan }) => {
    const networks = networksOf(plan);
    return FAMILIES.flatMap((family) => {
      const routed = networks.filter(({ get }) => get(family.gateway) !== undefined);
      return routed.flatMap((network) => judge(network, family, network === routed[0]));
    });
  },
};

const judge = (network: NetworkFacts, { address, gateway }: Family, isFirst: boolean): readonly Found[] => {
  const given = network.get(gateway);
  if (given === undefined) return [];
  const found = (why: string, help: string): readonly Found[] => [
    { location: given.location, message: `${why}: LXC does not start ${network.container}`, help },
  ];
  if (given.value === "auto" && network.type !== "veth" && network.type !== "macvlan")
    return found(`auto finds a gateway for veth and macvlan only, not for ${network.type}`, "write the gateway's address");
  if (given.value === "auto" && network.get("Link") === undefined)
    return found("auto asks the Link for its address, and there is no Link", "add a Link, or write the gateway's address");
  if (network.get(address) === undefined) return found(`${gateway} without ${address}`, `add ${address}, or remove ${gateway}`);
  if (!isFirst) return found("another network of the container has the default route already", `keep one ${gateway}`);
  return [];
};
