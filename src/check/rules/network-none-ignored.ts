import { networksOf } from "../networks.ts";
import type { ContainerRule } from "../rule.ts";

/** LXC shares the host's network only where it is asked for nothing else: src/lxc/start.c, lxc_requests_empty_network; seen with 5.0.2. */
export const networkNoneIgnored: ContainerRule<"network-none-ignored"> = {
  kind: "container",
  code: "network-none-ignored",
  severity: "warning",
  title: "A Network of type none stands beside another, and has no effect.",
  judge: ({ plan }) => {
    const networks = networksOf(plan);
    const none = networks.find(({ type }) => type === "none");
    const other = networks.find(({ type }) => type !== "none");
    if (none === undefined || other === undefined) return [];
    const message = `the host's network is not shared: beside a network of type ${other.type} LXC gives ${plan.name} one of its own`;
    return [{ location: none.location, message, help: 'remove the Network of type "none", or the others' }];
  },
};
