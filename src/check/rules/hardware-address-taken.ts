import { networksOf, ownerOf, sharedBy } from "../networks.ts";
import type { RunRule } from "../rule.ts";

/** On one bridge frames go to the port that an address was seen at last; a macvlan of a taken address is not brought up (EADDRINUSE). */
export const hardwareAddressTaken: RunRule<"hardware-address-taken"> = {
  kind: "run",
  code: "hardware-address-taken",
  severity: "warning",
  title: "Two networks with one Link have one HwAddr.",
  judge: ({ plan }) =>
    sharedBy(plan.containers.flatMap(networksOf), ({ get }) => {
      const given = get("HwAddr")?.value;
      const link = get("Link")?.value;
      return given === undefined || link === undefined || /x/i.test(given) ? undefined : `${link} ${given.toLowerCase()}`;
    }).map(({ first, second }) => ({
      location: second.get("HwAddr")?.location ?? second.location,
      message: `${ownerOf(first, second)} has the hardware address ${second.get("HwAddr")?.value ?? ""} as well: frames reach one of the two`,
      help: "give each network one of its own, or write xx for parts that LXC is to make up",
    })),
};
