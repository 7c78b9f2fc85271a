import { networksOf } from "../networks.ts";
import type { ContainerRule } from "../rule.ts";

/** is_valid_ether_addr of linux/etherdevice.h: neither zero nor a group address. LXC fills in an `x` so that it is none (rand_complete_hwaddr). */
export const unusableHardwareAddress: ContainerRule<"unusable-hardware-address"> = {
  kind: "container",
  code: "unusable-hardware-address",
  severity: "error",
  title: "The HwAddr of a Network is a multicast address, or zero.",
  judge: ({ plan }) =>
    networksOf(plan).flatMap(({ get }) => {
      const given = get("HwAddr");
      const isZero = given !== undefined && /^[0:]+$/.test(given.value);
      const isMulticast = given !== undefined && /^.[13579bdf]/i.test(given.value);
      if (given === undefined || !(isZero || isMulticast)) return [];
      return [
        {
          location: given.location,
          message: `${given.value} is ${isZero ? "no hardware address" : "a multicast address"}: the kernel refuses it, and LXC does not start ${plan.name}`,
          help: "let it begin with 02:, or with 00:16:3e: and three numbers of your own",
        },
      ];
    }),
};
