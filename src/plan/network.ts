import { classfulAddress, gatewayUnsupported, networkFlags, networkSettingIgnored } from "./conf-findings.ts";
import { atSpan } from "../diagnostics/diagnostic.ts";
import type { Network, Spanned } from "../model/container.ts";
import { NETWORK_ROWS } from "../model/network-table.ts";
import type { NetworkPlan } from "./conf-plan.ts";
import { dialectFrom, type PlanContext } from "./plan-context.ts";

/** The network interfaces with the settings their types have: lxc.container.conf(5), "NETWORK". */
export const planNetworks = (context: PlanContext): readonly NetworkPlan[] =>
  context.container.networks.map((network) => ({
    type: network.type,
    settings: settingsOf(context, withUsed(context, network)),
    why: { reason: "Network", span: network.span },
  }));

/** The network without what its type does not have. */
const withUsed = (context: PlanContext, network: Network): Network => {
  const { type, settings } = network;
  for (const { row, span } of settings) {
    if (!row.types.includes(type)) context.report(networkSettingIgnored(atSpan(span), type, row.element));
  }
  return { ...network, settings: settings.filter(({ row }) => row.types.includes(type)) };
};

const settingsOf = (context: PlanContext, network: Network): NetworkPlan["settings"] =>
  NETWORK_ROWS.flatMap((row) => {
    const given = network.settings.find((each) => each.row === row);
    const value = DECIDED[row.element]?.(context, network, given) ?? given?.value;
    return value === undefined ? [] : [{ row, value, why: { reason: row.element, span: given?.span ?? network.span } }];
  });

/** What is written for an element that is not written as given; `undefined`: the value as given, if it is. */
type Decision = (context: PlanContext, network: Network, given: Spanned<string> | undefined) => string | undefined;

/** "dev" came with LXC 3.2. */
const judgeGateway: Decision = (context, _, gateway) => {
  if (gateway?.value === "dev" && !dialectFrom(context.dialect, "4.0")) {
    context.report(gatewayUnsupported(atSpan(gateway.span), gateway.value, context.dialect));
  }
  return undefined;
};

const DECIDED: Readonly<Record<string, Decision>> = {
  /** Any non-empty flags mean up to LXC, and a gateway needs an interface that is up. */
  Flags: (context, { settings }, flags) => {
    if (flags !== undefined && flags.value !== "up") context.report(networkFlags(atSpan(flags.span), flags.value));
    return settings.some(({ row }) => row.element === "IPV4gateway" || row.element === "IPV6gateway") ? "up" : undefined;
  },
  IPV4: (context, _, address) => (address === undefined ? undefined : withBroadcast(context, address)),
  IPV4gateway: judgeGateway,
  IPV6gateway: judgeGateway,
};

/** Prefix length and broadcast always stand there: without them LXC guesses a class, or takes 0.0.0.255 as broadcast. */
const withBroadcast = (context: PlanContext, { value, span }: Spanned<string>): string => {
  const [address = "", broadcast] = value.split(/\s+/);
  const [ip = "", length] = address.split("/");
  const prefix = length ?? classOf(ip);
  if (length === undefined) context.report(classfulAddress(atSpan(span), ip, prefix));
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
