import type { JudgedDevice } from "../check/judged-device.ts";
import { nameCombinations } from "../model/name-combinations.ts";
import type { Combination } from "../model/tag-combinations.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { ContainerOnPage } from "./page.ts";
import type { TellReason } from "./reason.ts";
import type { Trait } from "./trait.ts";
import { bundleTraits } from "./traits/bundle-traits.ts";
import { capabilityTraits } from "./traits/capability-traits.ts";
import { deviceTraits } from "./traits/device-traits.ts";
import { hostTraits } from "./traits/host-traits.ts";
import { mountTraits } from "./traits/mount-traits.ts";
import { networkTraits } from "./traits/network-traits.ts";
import { processTraits } from "./traits/process-traits.ts";
import { confinementTraits, environmentTraits, limitTraits } from "./traits/setting-traits.ts";

/** Everything that is told of a container. */
const traitsOf = (container: ContainerPlan, tell: TellReason): readonly Trait[] => [
  ...(container.bundle === undefined ? lxcTraits(container, tell) : bundleTraits(container, container.bundle, tell)),
  ...capabilityTraits(container.conf, tell),
  ...mountTraits(container, tell),
  ...hostTraits(container, tell),
  ...environmentTraits(container, tell),
];

const lxcTraits = (container: ContainerPlan, tell: TellReason): readonly Trait[] => [
  ...processTraits(container, tell),
  ...networkTraits(container.conf, tell),
  ...deviceTraits(container.conf, tell),
  ...limitTraits(container.conf, tell),
  ...confinementTraits(container, tell),
];

/** The containers of devices that differ by tags, by their names: what is not in all of them says with which tags it is there. */
export const containersOnPage = (devices: readonly JudgedDevice[], tell: TellReason): readonly ContainerOnPage[] => {
  const known = new Map<string, Variant[]>();
  for (const device of devices)
    for (const container of device.plan.containers) {
      const variants = known.get(container.name) ?? [];
      known.set(container.name, variants);
      variants.push({ container, device });
    }
  const all = devices.flatMap(({ combinations }) => combinations);
  return [...known].map(([name, variants]) => ({
    name,
    files: [...new Set(variants.flatMap(({ container }) => container.files))],
    traits: merged(variants, all, tell),
    graph: variants[0]?.device.graphs.get(name) ?? [],
  }));
};

interface Variant {
  readonly container: ContainerPlan;
  readonly device: JudgedDevice;
}

const merged = (variants: readonly Variant[], all: readonly Combination[], tell: TellReason): readonly Trait[] => {
  const traits = new Map<string, { readonly trait: Trait; readonly combinations: Set<Combination> }>();
  const told = new Map<ContainerPlan, readonly Trait[]>();
  for (const { container, device } of variants) {
    const own = told.get(container) ?? traitsOf(container, tell);
    told.set(container, own);
    for (const [key, trait] of numbered(own)) {
      const known = traits.get(key) ?? { trait, combinations: new Set() };
      traits.set(key, known);
      for (const each of device.combinations) known.combinations.add(each);
    }
  }
  return [...traits.values()].map(({ trait, combinations }) => {
    const only = nameCombinations([...combinations], all);
    return only === undefined ? trait : { ...trait, only };
  });
};

/** Traits by what they say; one that is there twice has two keys. */
const numbered = (traits: readonly Trait[]): ReadonlyMap<string, Trait> => {
  const keys = new Map<string, Trait>();
  for (const trait of traits) {
    const key = JSON.stringify(trait);
    keys.set(keys.has(key) ? `${key} ${keys.size}` : key, trait);
  }
  return keys;
};
