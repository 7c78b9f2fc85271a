import { isInAny, printIpv4, rangeOf } from "../../linux/ip-address.ts";
import { addressOf, FAMILIES, type NetworkAddress, networksOf } from "../networks.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** RFC 1122, section 3.2.1.3; RFC 4291, section 2.4. The kernel takes all of IPv4, and refuses IPv6 ones (EADDRNOTAVAIL). */
export const unusableAddress: ContainerRule<"unusable-address"> = {
  kind: "container",
  code: "unusable-address",
  severity: "either",
  title: "The address of a Network is none that a host can have.",
  judge: ({ plan }) =>
    networksOf(plan).flatMap((network) =>
      FAMILIES.flatMap((family) => {
        const address = addressOf(network, family.address);
        return address === undefined ? [] : judge(address);
      }),
    ),
};

const judge = ({ ip, text, location }: NetworkAddress): readonly Found[] => {
  const special = Object.entries(SPECIAL).find(([, networks]) => isInAny(ip, networks))?.[0];
  if (special !== undefined) {
    const ends = ip.version === 6 ? ": the kernel refuses it, and LXC does not start the container" : "";
    return [
      {
        location,
        severity: ip.version === 6 ? "error" : "warning",
        message: `${text} is ${special}, no host's${ends}`,
        help: "write an address of the network that Link leads to",
      },
    ];
  }
  const { first, last } = rangeOf(ip);
  if (ip.version === 6 || ip.prefix > 30 || (ip.address !== first && ip.address !== last)) return [];
  return [
    {
      location,
      severity: "warning",
      message: `${text} is the ${ip.address === first ? "address of the network itself" : "broadcast address of its network"}: nobody reaches the container there`,
      help: `write an address from ${printIpv4(first + 1n)} to ${printIpv4(last - 1n)}`,
    },
  ];
};

const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  "a multicast address": ["224.0.0.0/4", "ff00::/8"],
  "the loopback address": ["127.0.0.0/8", "::1/128"],
  "no address at all": ["0.0.0.0/8", "::/128"],
};
