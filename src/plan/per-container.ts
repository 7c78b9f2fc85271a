import type { ContainerPlan, Plan } from "./plan.ts";

/** Gives something of a container of a plan. */
export type PerContainer<T> = (plan: Plan, container: ContainerPlan) => T;

/** Makes something of a container of a plan once, however many stages ask for it. */
export const perContainer = <T>(make: PerContainer<T>): PerContainer<T> => {
  const known = new WeakMap<Plan, WeakMap<ContainerPlan, { readonly value: T }>>();
  return (plan, container) => {
    const ofPlan = known.get(plan) ?? new WeakMap<ContainerPlan, { readonly value: T }>();
    known.set(plan, ofPlan);
    const found = ofPlan.get(container) ?? { value: make(plan, container) };
    ofPlan.set(container, found);
    return found.value;
  };
};
