import { classfulAddress, gatewayUnsupported, networkFlags, networkSettingIgnored } from "./conf-findings.ts";
import { atSpan } from "../diagnostics/diagnostic.ts";
import type { Network, Spanned } from "../model/container.ts";
import type { NetworkKey, NetworkPlan } from "./conf-plan.ts";
import { dialectFrom, type Scope } from "./scope.ts";

/** The network interfaces with the settings their types have: lxc.container.conf(5), "NETWORK". */
export const planNetworks = (scope: Scope): readonly NetworkPlan[] =>
  scope.container.networks.map((network) => ({ type: network.type, settings: settingsOf(scope, withUsed(scope, network)) }));

const ELEMENTS = {
  name: "Name",
  flags: "Flags",
  link: "Link",
  pair: "Pair",
  hwAddr: "HwAddr",
  ipv4: "IPV4",
  ipv4Gateway: "IPV4gateway",
  ipv6: "IPV6",
  ipv6Gateway: "IPV6gateway",
} as const;

const FIELDS = Object.keys(ELEMENTS) as readonly (keyof typeof ELEMENTS)[];

/** The network without what its type does not have: none and empty are a type alone, and LXC does not start with another type's pair. */
const withUsed = (scope: Scope, network: Network): Network => {
  const { type } = network;
  const isUsed = (field: keyof typeof ELEMENTS): boolean =>
    field === "pair" ? type === "veth" || type === "macvlan" : type !== "none" && type !== "empty";
  const unused = FIELDS.filter((field) => network[field] !== undefined && !isUsed(field));
  for (const field of unused) scope.report(networkSettingIgnored(atSpan(network[field]?.span ?? network.span), type, ELEMENTS[field]));
  return { ...network, ...Object.fromEntries(unused.map((field) => [field, undefined])) };
};

const settingsOf = (scope: Scope, network: Network): NetworkPlan["settings"] => [
  ...setting("name", network.name),
  ...setting("flags", flagsOf(scope, network)),
  ...setting("link", network.link),
  ...setting(network.type === "macvlan" ? "macvlanMode" : "vethPair", network.pair),
  ...setting("hwAddr", network.hwAddr),
  ...setting("ipv4", network.ipv4 === undefined ? undefined : { value: withBroadcast(scope, network.ipv4), span: network.ipv4.span }),
  ...setting("ipv4Gateway", gatewayOf(scope, network.ipv4Gateway)),
  ...setting("ipv6", network.ipv6),
  ...setting("ipv6Gateway", gatewayOf(scope, network.ipv6Gateway)),
];

const setting = (key: NetworkKey, value: Spanned<string> | undefined): NetworkPlan["settings"] =>
  value === undefined ? [] : [{ key, value: value.value }];

/** Any non-empty flags mean up to LXC, and a gateway needs an interface that is up. */
const flagsOf = (scope: Scope, network: Network): Spanned<string> | undefined => {
  const gateway = network.ipv4Gateway ?? network.ipv6Gateway;
  const { flags } = network;
  if (flags !== undefined && flags.value !== "up") scope.report(networkFlags(atSpan(flags.span), flags.value));
  return gateway === undefined ? flags : { value: "up", span: gateway.span };
};

/** "dev" came with LXC 3.2. */
const gatewayOf = (scope: Scope, gateway: Spanned<string> | undefined): Spanned<string> | undefined => {
  if (gateway?.value === "dev" && !dialectFrom(scope.dialect, "4.0")) {
    scope.report(gatewayUnsupported(atSpan(gateway.span), gateway.value, scope.dialect));
  }
  return gateway;
};

/** Prefix length and broadcast always stand there: without them LXC guesses a class, or takes 0.0.0.255 as broadcast. */
const withBroadcast = (scope: Scope, { value, span }: Spanned<string>): string => {
  const [address = "", broadcast] = value.split(/\s+/);
  const [ip = "", length] = address.split("/");
  const prefix = length ?? classOf(ip);
  if (length === undefined) scope.report(classfulAddress(atSpan(span), ip, prefix));
  return `${ip}/${prefix} ${broadcast ?? broadcastOf(ip, Number(prefix))}`;
};

const classOf = (ip: string): string => {
  const first = Number(ip.split(".")[0]);
  return first < 128 ? "8" : first < 192 ? "16" : "24";
};

const broadcastOf = (ip: string, prefix: number): string => {
  const bits = ip.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const hosts = 2 ** (32 - prefix);
  const last = Math.floor(bits / hosts) * hosts + hosts - 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(last / 2 ** shift) % 256).join(".");
};
