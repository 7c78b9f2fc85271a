import type { BundleNetwork } from "../../model/bundle.ts";
import type { BundlePlan } from "../../plan/bundle-plan.ts";
import { containerWhy } from "../../plan/container-why.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import type { TellReason } from "../reason.ts";
import { type Trait, trait } from "../trait.ts";
import { deviceTrait } from "./device-traits.ts";
import { identityText } from "./process-traits.ts";

/** What a bundle says of the container: who it runs as, its network, devices and bounds. */
export const bundleTraits = (container: ContainerPlan, bundle: BundlePlan, tell: TellReason): readonly Trait[] => [
  ...mainProcess(container, bundle, tell),
  ...networkTraits(bundle.said.network, tell),
  deviceTrait({ verb: "deny", rule: "a" }, [tell(containerWhy(container))]),
  ...bundle.devices.map(({ verb, rule, name, span }) =>
    deviceTrait({ verb, rule, comment: name }, [tell({ reason: "DeviceCgroup", span })]),
  ),
  ...bundle.limits.map(({ element, value, span }) => trait("limits", element, { value, reasons: [tell({ reason: element, span })] })),
  ...bundle.said.limits.map(({ type, hard, soft, span }) =>
    trait("limits", type, { value: `${soft}, at most ${hard}`, reasons: [tell({ reason: "ResourceLimits", span })] }),
  ),
  trait("confinement", "no_new_privs", { value: "1", reasons: [tell(containerWhy(container))] }),
  ...(bundle.filter === undefined
    ? []
    : [
        trait("confinement", "SeccompProfile", { value: `${bundle.filter.names.length} system calls`, reasons: [tell(bundle.filter.why)] }),
      ]),
];

const mainProcess = (container: ContainerPlan, { start, mapped }: BundlePlan, tell: TellReason): readonly Trait[] => {
  if (start === undefined) return [];
  const isRoot = mapped === undefined || mapped.uid === 0;
  return [
    trait("processes", "main process", {
      value: `${identityText(start.process)}${mapped === undefined ? "" : ", root in a user namespace"}`,
      detail: start.command.text,
      powers: isRoot ? ["root"] : [],
      reasons: [mapped?.userWhy ?? containerWhy(container), start.command.why].map(tell),
    }),
  ];
};

const networkTraits = (network: BundleNetwork | undefined, tell: TellReason): readonly Trait[] => {
  const isHost = network === undefined || network.type === "open";
  const ports = [
    ...(network?.portForwarding?.hostToContainer ?? []).map(({ port, protocol }) => `${protocol} ${port} of the host leads in`),
    ...(network?.portForwarding?.containerToHost ?? []).map(({ port, protocol }) => `${protocol} ${port} leads to the host`),
    ...(network?.multicast ?? []).map(({ ip, port }) => `multicast ${ip}:${port}`),
  ];
  return [
    trait("network", "interface 1", {
      value: isHost ? "the host's own network" : network.type === "nat" ? "nat" : "loopback only",
      detail: ports.join(", "),
      powers: isHost ? ["host network"] : [],
      reasons: network === undefined ? [] : [tell({ reason: "Network", span: network.span })],
    }),
  ];
};
