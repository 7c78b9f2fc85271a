import type { VariablePlan } from "../plan/environment.ts";
import type { ContainerPlan } from "../plan/plan.ts";

/** A container's plan as rules look at it. */
export interface ReadablePlan {
  readonly plan: ContainerPlan;
  /** The variables of a name, in their order. */
  readonly variables: (name: string) => readonly VariablePlan[];
  /** Those whose values have something like it. */
  readonly variablesLike: (value: RegExp) => readonly VariablePlan[];
}

/** A plan that remembers what was looked at. */
export interface RecordedPlan extends ReadablePlan {
  /** Whether all that was looked at so far is the same in another plan, so that the same would be found. */
  readonly looksLike: (other: ContainerPlan) => boolean;
}

export const readable = (plan: ContainerPlan): ReadablePlan => ({
  plan,
  variables: (name) => variablesIn(plan, name),
  variablesLike: (value) => variablesLikeIn(plan, value),
});

/** Records what is read of a plan: its parts, those of lxc.conf and the variables of the environment each for itself. */
export const recordPlan = (plan: ContainerPlan): RecordedPlan => {
  // The view is made of these.
  const reads = new Map<string, Part>([
    ["mounts", (each) => each.mounts],
    ["rootfs", (each) => each.rootfs],
  ]);
  const conf = recorded(plan.conf, (key) => reads.set(`conf.${key}`, (each) => each.conf[key]));
  return {
    plan: recorded(plan, (key) => reads.set(key, (each) => each[key]), { conf }),
    variables: (name) => {
      reads.set(`environment.${name}`, (each) => variablesIn(each, name));
      return variablesIn(plan, name);
    },
    variablesLike: (value) => {
      reads.set(`environment like ${value}`, (each) => variablesLikeIn(each, value));
      return variablesLikeIn(plan, value);
    },
    looksLike: (other) => [...reads.values()].every((part) => isSame(part(plan), part(other))),
  };
};

type Part = (plan: ContainerPlan) => unknown;

/** An object whose properties tell that they are read; some are others, which tell it themselves. */
const recorded = <T extends object>(target: T, note: (key: keyof T) => void, others: Partial<T> = {}): T =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      (Object.keys(target) as (keyof T)[]).map((key) => {
        const get = (): unknown => {
          if (key in others) return others[key];
          note(key);
          return target[key];
        };
        return [key, { get, enumerable: true }];
      }),
    ),
  ) as T;

const variablesIn = ({ environment }: ContainerPlan, name: string): readonly VariablePlan[] =>
  environment.filter((variable) => variable.name === name);

const variablesLikeIn = ({ environment }: ContainerPlan, text: RegExp): readonly VariablePlan[] =>
  environment.filter(({ value }) => text.test(value));

/** Whether two parts of plans say the same: they are made of plain objects, lists and maps. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, index) => isSame(each, b[index]));
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isSame(value, b.get(key)));
  }
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isSame(property(a, key), property(b, key)));
};

const property = (object: object, key: string): unknown => (object as Readonly<Record<string, unknown>>)[key];
