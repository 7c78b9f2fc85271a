import type { Location } from "../diagnostics/diagnostic.ts";
import { type IpNetwork, readIpNetwork } from "../linux/ip-address.ts";
import type { NetworkType } from "../model/network-table.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import { locationOfWhy } from "../plan/why.ts";

/** A network of a container as the rules look at it. */
export interface NetworkFacts {
  readonly container: string;
  readonly type: NetworkType;
  /** Of the Network element. */
  readonly location: Location;
  /** What it says of an element, as it is written to lxc.conf. */
  readonly get: (element: string) => NetworkValue | undefined;
}

export interface NetworkValue {
  readonly value: string;
  readonly location: Location;
}

/** The networks of a container, in the order in which LXC makes them. */
export const networksOf = ({ name, span, conf }: ContainerPlan): readonly NetworkFacts[] =>
  conf.networks.map(({ type, settings, why }) => ({
    container: name,
    type,
    location: locationOfWhy(why, span),
    get: (element) => {
      const setting = settings.find(({ row }) => row.element === element);
      return setting && { value: setting.value, location: locationOfWhy(setting.why, span) };
    },
  }));

/** The elements for the addresses of one IP version. */
export interface Family {
  readonly address: string;
  readonly gateway: string;
}

export const FAMILIES: readonly Family[] = [
  { address: "IPV4", gateway: "IPV4gateway" },
  { address: "IPV6", gateway: "IPV6gateway" },
];

/** An address of a network, read. */
export interface NetworkAddress extends NetworkValue {
  readonly ip: IpNetwork;
  /** Without prefix length and broadcast address. */
  readonly text: string;
}

/** What an element for an address or a gateway says; none for `auto`, `dev` and what is not given. */
export const addressOf = (network: NetworkFacts, element: string): NetworkAddress | undefined => {
  const given = network.get(element);
  const [written = ""] = given?.value.split(" ") ?? [];
  const ip = readIpNetwork(written);
  return given === undefined || ip === undefined ? undefined : { ...given, ip, text: written.replace(/\/.*/, "") };
};

/** What a second thing of one kind takes away from the first: `WEB`, or `this container` where it is its own. */
export const ownerOf = (first: NetworkFacts, second: NetworkFacts): string =>
  first.container === second.container ? "another network of the container" : first.container;

/** Each value that several networks have, told by a key: the first network with it, and one that follows. */
export const sharedBy = (
  networks: readonly NetworkFacts[],
  keyOf: (network: NetworkFacts) => string | undefined,
): readonly { readonly first: NetworkFacts; readonly second: NetworkFacts }[] => {
  const known = new Map<string, NetworkFacts>();
  return networks.flatMap((second) => {
    const key = keyOf(second);
    if (key === undefined) return [];
    const first = known.get(key);
    if (first === undefined) known.set(key, second);
    return first === undefined ? [] : { first, second };
  });
};
