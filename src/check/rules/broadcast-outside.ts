import { writeValue } from "../../diagnostics/fix.ts";
import { isInNetwork, printIpv4, rangeOf, readIpNetwork } from "../../linux/ip-address.ts";
import { addressOf, networksOf } from "../networks.ts";
import type { ContainerRule } from "../rule.ts";

/** Where none is given, plan writes the last address of the network. */
export const broadcastOutside: ContainerRule<"broadcast-outside"> = {
  kind: "container",
  code: "broadcast-outside",
  severity: "warning",
  title: "The broadcast address of a Network is not in the address' network.",
  judge: ({ plan }) =>
    networksOf(plan).flatMap((network) => {
      const address = addressOf(network, "IPV4");
      const broadcast = readIpNetwork(address?.value.split(" ")[1] ?? "");
      if (address === undefined || broadcast === undefined || isInNetwork(address.ip, broadcast.address)) return [];
      // A network of two has no other one: RFC 3021, section 2.2
      if (address.ip.prefix === 31 && printIpv4(broadcast.address) === "255.255.255.255") return [];
      const { last } = rangeOf(address.ip);
      const message = `${printIpv4(broadcast.address)} is no broadcast address of ${address.text}/${address.ip.prefix}: nobody hears what is sent there`;
      return {
        location: address.location,
        message,
        help: writeValue(address.location, printIpv4(last), `leave it out, or write ${printIpv4(last)}`, printIpv4(broadcast.address)),
      };
    }),
};
