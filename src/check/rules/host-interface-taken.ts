import { type NetworkFacts, networksOf, type NetworkValue, ownerOf, sharedBy } from "../networks.ts";
import type { Found, RunRule } from "../rule.ts";

/**
 * The host has one interface of a name (EEXIST for a second veth), one VLAN of an id on another (EEXIST as well), and what a phys takes
 * away, nobody else has: lxc.container.conf(5). Containers may run one after the other, the networks of one may not.
 */
export const hostInterfaceTaken: RunRule<"host-interface-taken"> = {
  kind: "run",
  code: "host-interface-taken",
  severity: "either",
  title: "Two networks make or take one interface of the host.",
  judge: ({ plan }) => {
    const networks = plan.containers.flatMap(networksOf);
    return [...networks.flatMap(judgePair), ...sharedBy(networks, pairOf).map(judgeSecondPair), ...networks.flatMap(judgeLink(networks))];
  },
};

const pairOf = ({ type, get }: NetworkFacts): string | undefined => (type === "veth" ? get("Pair")?.value : undefined);

const severityFor = (first: NetworkFacts, second: NetworkFacts): "error" | "warning" =>
  first.container === second.container ? "error" : "warning";

/** The host's end has to be new. */
const judgePair = (network: NetworkFacts): readonly Found[] => {
  const pair = network.type === "veth" ? network.get("Pair") : undefined;
  const isThere = pair !== undefined && (pair.value === "lo" || pair.value === network.get("Link")?.value);
  if (!isThere) return [];
  const message = `the host has an interface ${pair.value} already, Pair names a new one: LXC does not start ${network.container}`;
  return [{ location: pair.location, severity: "error", message, help: "name the host's end otherwise, or leave Pair out" }];
};

const judgeSecondPair = ({ first, second }: { readonly first: NetworkFacts; readonly second: NetworkFacts }): Found => {
  const pair = second.get("Pair");
  const when = first.container === second.container ? "" : ` while ${first.container} runs`;
  return {
    location: pair?.location ?? second.location,
    severity: severityFor(first, second),
    message: `${ownerOf(first, second)} has an interface ${pair?.value ?? ""} on the host already: LXC does not start ${second.container}${when}`,
    help: "give each network a Pair of its own, or leave Pair out: LXC makes one up",
  };
};

const judgeLink =
  (networks: readonly NetworkFacts[]) =>
  (second: NetworkFacts, index: number): readonly Found[] => {
    const link = second.get("Link");
    const first = link && networks.slice(0, index).find((each) => each.get("Link")?.value === link.value && areAtOdds(each, second));
    if (link === undefined || first === undefined) return [];
    return [{ location: link.location, severity: severityFor(first, second), ...wordsFor(first, second, link) }];
  };

/** A phys, and a macvlan that passes through, have the interface for themselves; there is one VLAN 0. */
const areAtOdds = (first: NetworkFacts, second: NetworkFacts): boolean =>
  first.type === "phys" || second.type === "phys" || isPassthru(first, second) || (first.type === "vlan" && second.type === "vlan");

const isPassthru = (first: NetworkFacts, second: NetworkFacts): boolean =>
  first.type === "macvlan" && second.type === "macvlan" && [first, second].some(({ get }) => get("Pair")?.value === "passthru");

const wordsFor = (first: NetworkFacts, second: NetworkFacts, { value }: NetworkValue): Pick<Found, "message" | "help"> => {
  const owner = ownerOf(first, second);
  const what =
    first.type === "phys"
      ? `takes ${value} away from the host`
      : second.type === "phys"
        ? `needs ${value}, which this network takes away from the host`
        : first.type === "vlan"
          ? `has the VLAN 0 of ${value}`
          : `uses ${value}, which passthru allows one macvlan alone`;
  const when = first.container === second.container ? "" : ` while ${first.container} runs`;
  return {
    message: `${owner} ${what}: LXC does not start ${second.container}${when}`,
    help: "name another interface, or share one: macvlan without passthru, or veth with a bridge",
  };
};
