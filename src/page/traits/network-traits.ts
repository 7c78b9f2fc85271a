import type { ConfPlan, NetworkPlan } from "../../plan/conf-plan.ts";
import type { TellReason } from "../reason.ts";
import { type Trait, trait } from "../trait.ts";

/** Its network interfaces; of type `none` alone it has the host's. */
export const networkTraits = ({ networks }: Pick<ConfPlan, "networks">, tell: TellReason): readonly Trait[] => {
  const sharesHost = networks.length > 0 && networks.every(({ type }) => type === "none");
  return networks.map((network, index) => {
    const details = network.settings.filter(({ row }) => row.element !== "Name").map(({ row, value }) => `${row.element} ${value}`);
    const { type, why } = network;
    return interfaceTrait({ name: settingOf(network, "Name"), index, type, sharesHost, details }, [tell(why)]);
  });
};

interface Interface {
  readonly name: string | undefined;
  /** Which of its interfaces it is. */
  readonly index: number;
  readonly type: NetworkPlan["type"];
  /** Whether all networks are of type `none`. */
  readonly sharesHost: boolean;
  readonly details: readonly string[];
}

/** One interface. */
export const interfaceTrait = ({ name, index, type, sharesHost, details }: Interface, reasons: Trait["reasons"] = []): Trait =>
  trait("network", name ?? `interface ${index + 1}`, {
    value: type === "none" && !sharesHost ? "none, which means nothing beside the others" : KINDS[type],
    detail: details.join(", "),
    powers: sharesHost ? ["host network"] : [],
    reasons,
  });

/** The value of a setting of a network. */
export const settingOf = ({ settings }: NetworkPlan, element: string): string | undefined =>
  settings.find(({ row }) => row.element === element)?.value;

const KINDS: Readonly<Record<NetworkPlan["type"], string>> = {
  none: "the host's own network",
  empty: "loopback only",
  veth: "veth",
  macvlan: "macvlan",
  vlan: "vlan",
  phys: "an interface of the host",
};
