import { type LxcKeys, lxcKey } from "./lxc-keys.ts";
import type { Dialect } from "./options.ts";
import { HARDWARE_ADDRESS, INTERFACE, IPV4, IPV4_GATEWAY, IPV6, IPV6_GATEWAY, MACVLAN_MODE } from "./network-values.ts";
import { TEXT } from "./values.ts";
import type { ValueForm } from "./value-form.ts";

export const NETWORK_TYPES = ["none", "empty", "veth", "macvlan", "vlan", "phys"] as const;

export type NetworkType = (typeof NETWORK_TYPES)[number];

/** A setting of a Network: all that is known of it, as of a `SettingRow`. */
export interface NetworkRow {
  readonly element: string;
  /** The types of networks that have it: LXC does not start with what belongs to another type. */
  readonly types: readonly NetworkType[];
  readonly form: ValueForm;
  /** Its key behind that of the network, `lxc.network` or `lxc.net.N`; there is one from the first dialect on. */
  readonly lxc: LxcKeys & { readonly "2.0": string };
  /** What it is to a macvlan, where that is something else. */
  readonly macvlan?: { readonly form: ValueForm; readonly lxc: LxcKeys };
}

/** The others, none and empty, are a type alone. */
const INTERFACES: readonly NetworkType[] = ["veth", "macvlan", "vlan", "phys"];

/** The settings in the order they are written. */
export const NETWORK_ROWS: readonly NetworkRow[] = [
  { element: "Name", types: INTERFACES, form: INTERFACE, lxc: { "2.0": "name" } },
  { element: "Flags", types: INTERFACES, form: TEXT, lxc: { "2.0": "flags" } },
  { element: "Link", types: INTERFACES, form: INTERFACE, lxc: { "2.0": "link" } },
  {
    element: "Pair",
    types: ["veth", "macvlan"],
    form: INTERFACE,
    lxc: { "2.0": "veth.pair" },
    macvlan: { form: MACVLAN_MODE, lxc: { "2.0": "macvlan.mode" } },
  },
  { element: "HwAddr", types: INTERFACES, form: HARDWARE_ADDRESS, lxc: { "2.0": "hwaddr" } },
  { element: "IPV4", types: INTERFACES, form: IPV4, lxc: { "2.0": "ipv4", "3.0": "ipv4.address" } },
  { element: "IPV4gateway", types: INTERFACES, form: IPV4_GATEWAY, lxc: { "2.0": "ipv4.gateway" } },
  { element: "IPV6", types: INTERFACES, form: IPV6, lxc: { "2.0": "ipv6", "3.0": "ipv6.address" } },
  { element: "IPV6gateway", types: INTERFACES, form: IPV6_GATEWAY, lxc: { "2.0": "ipv6.gateway" } },
];

/** The key of a setting in a network of that type, behind that of the network. */
export const networkKey = (row: NetworkRow, type: NetworkType, dialect: Dialect): string | undefined =>
  lxcKey(type === "macvlan" && row.macvlan !== undefined ? row.macvlan : row, dialect);
