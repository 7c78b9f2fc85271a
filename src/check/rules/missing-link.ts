import { networksOf } from "../networks.ts";
import type { ContainerRule } from "../rule.ts";

/** "No link for … network device specified": src/lxc/network.c, netdev_configure_server_macvlan, _vlan and _phys; only a veth can do without. */
export const missingLink: ContainerRule<"missing-link"> = {
  kind: "container",
  code: "missing-link",
  severity: "error",
  title: "A Network of type macvlan, vlan or phys has no Link.",
  judge: ({ plan }) =>
    networksOf(plan)
      .filter(({ type, get }) => NEEDS[type] !== undefined && get("Link") === undefined)
      .map(({ type, location }) => ({
        location,
        message: `a network of type ${type} has no Link: LXC does not start ${plan.name}`,
        help: `add <Link>, the name of the host's interface ${NEEDS[type] ?? ""}`,
      })),
};

const NEEDS: Readonly<Partial<Record<string, string>>> = {
  macvlan: "that it shares",
  vlan: "that carries the VLAN",
  phys: "that the container takes",
};
