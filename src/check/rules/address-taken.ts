import { addressOf, FAMILIES, type NetworkFacts, networksOf, ownerOf, sharedBy } from "../networks.ts";
import type { RunRule } from "../rule.ts";

/** Networks with one Link are one network, and so are all of a container to its own routes. */
export const addressTaken: RunRule<"address-taken"> = {
  kind: "run",
  code: "address-taken",
  severity: "warning",
  title: "Two networks have one address.",
  judge: ({ plan }) =>
    FAMILIES.flatMap(({ address }) => {
      const own = plan.containers.flatMap((container) => sharedBy(networksOf(container), (network) => addressOf(network, address)?.text));
      const linked = sharedBy(plan.containers.flatMap(networksOf), (network) => keyOn(network, address));
      const all = new Map([...linked, ...own].map((each) => [each.second, each]));
      return [...all.values()].flatMap(({ first, second }) => {
        const taken = addressOf(second, address);
        if (taken === undefined) return [];
        return [
          {
            location: taken.location,
            message: `${ownerOf(first, second)} has the address ${taken.text} as well: others reach one of the two`,
            help: "give each network an address of its own",
          },
        ];
      });
    }),
};

const keyOn = (network: NetworkFacts, element: string): string | undefined => {
  const link = network.get("Link");
  const address = addressOf(network, element);
  return link === undefined || address === undefined ? undefined : `${link.value} ${address.ip.address}`;
};
