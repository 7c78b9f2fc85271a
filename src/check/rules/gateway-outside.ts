import { addressOf, FAMILIES, type NetworkFacts, networksOf } from "../networks.ts";
import { bitsOf, isInAny, isInNetwork, printIpv4, rangeOf } from "../../linux/ip-address.ts";
import { writeValue } from "../../diagnostics/fix.ts";
import type { ContainerRule, Found } from "../rule.ts";

/**
 * LXC routes to any gateway (network.c adds a route to it where the kernel refuses the first), but nobody answers there. An address that is
 * alone in its network has its gateway outside on purpose, and one of the link is everywhere.
 */
export const gatewayOutside: ContainerRule<"gateway-outside"> = {
  kind: "container",
  code: "gateway-outside",
  severity: "either",
  title: "The gateway of a Network is not another host of the address' network.",
  judge: ({ plan }) => networksOf(plan).flatMap((network) => FAMILIES.flatMap((family) => judge(network, family))),
};

const judge = (network: NetworkFacts, family: (typeof FAMILIES)[number]): readonly Found[] => {
  const address = addressOf(network, family.address);
  const gateway = addressOf(network, family.gateway);
  if (address === undefined || gateway === undefined) return [];
  const { ip } = address;
  if (ip.address === gateway.ip.address) {
    const message = `${address.text} is the container's own address and its gateway`;
    const help = `write another address into ${family.address}, or the gateway's into ${family.gateway}`;
    // "Invalid argument": the kernel refuses it for IPv6 only
    return [{ location: address.location, severity: ip.version === 6 ? "error" : "warning", message, help }];
  }
  if (address.value.split(" ")[1] === gateway.text && ip.prefix === 31) {
    const written = `${address.text}/31 255.255.255.255`;
    // "Invalid argument": fib_check_nh of net/ipv4/fib_semantics.c, for what is a broadcast address
    const message = `the gateway ${gateway.text} is the broadcast address of ${address.text}/31, too: the kernel refuses the route, and LXC does not start the container`;
    return [
      {
        location: address.location,
        severity: "error",
        message,
        help: writeValue(address.location, written, `write ${written}: a network of two has no broadcast address (RFC 3021)`),
      },
    ];
  }
  if (ip.prefix >= bitsOf(ip.version) - 1 || isInAny(gateway.ip, ["fe80::/10", "169.254.0.0/16"])) return [];
  const { first, last } = rangeOf(ip);
  const isHost = ip.version === 6 || (gateway.ip.address !== first && gateway.ip.address !== last);
  if (isInNetwork(ip, gateway.ip.address) && isHost) return [];
  const message = isHost
    ? `the gateway ${gateway.text} is not in the network of ${address.text}/${ip.prefix}: nobody answers there`
    : `the gateway ${gateway.text} is no host's address in the network of ${address.text}/${ip.prefix}`;
  const help =
    ip.version === 4
      ? `write a gateway from ${printIpv4(first + 1n)} to ${printIpv4(last - 1n)}, or another prefix length`
      : "write a gateway of that network, or another prefix length";
  return [{ location: gateway.location, severity: "warning", message, help }];
};
