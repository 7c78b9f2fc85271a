import type { ConfPlan, NetworkPlan } from "../../plan/conf-plan.ts";
import type { TellReason } from "../reason.ts";
import { type Trait, trait } from "../trait.ts";

/** Its network interfaces; of type `none` alone it has the host's. */
export const networkTraits = ({ networks }: Pick<ConfPlan, "networks">, tell: TellReason): readonly Trait[] => {
  const sharesHost = networks.length > 0 && networks.every(({ type }) => type === "none");
  return networks.map((network, index) =>
    trait("network", settingOf(network, "Name") ?? `interface ${index + 1}`, {
      value: network.type === "none" && !sharesHost ? "none, which means nothing beside the others" : KINDS[network.type],
      detail: network.settings
        .filter(({ row }) => row.element !== "Name")
        .map(({ row, value }) => `${row.element} ${value}`)
        .join(", "),
      powers: sharesHost ? ["host network"] : [],
      reasons: [tell(network.why)],
    }),
  );
};

const KINDS: Readonly<Record<NetworkPlan["type"], string>> = {
  none: "the host's own network",
  empty: "loopback only",
  veth: "veth",
  macvlan: "macvlan",
  vlan: "vlan",
  phys: "an interface of the host",
};

/** The value of a setting of a network. */
export const settingOf = ({ settings }: NetworkPlan, element: string): string | undefined =>
  settings.find(({ row }) => row.element === element)?.value;
