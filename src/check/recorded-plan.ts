import type { VariablePlan } from "../plan/environment.ts";
import type { ContainerPlan } from "../plan/plan.ts";

/** A container's plan as rules look at it. */
export interface ReadablePlan {
  readonly plan: ContainerPlan;
  /** The variables of a name, in their order. */
  readonly variables: (name: string) => readonly VariablePlan[];
}

/** A plan that remembers what was looked at. */
export interface RecordedPlan extends ReadablePlan {
  /** Whether all that was looked at so far is the same in another plan, so that the same would be found. */
  readonly looksLike: (other: ContainerPlan) => boolean;
}

export const readable = (plan: ContainerPlan): ReadablePlan => ({ plan, variables: (name) => variablesIn(plan, name) });

/** Records what is read of a plan: its parts, those of lxc.conf and the variables of the environment each for itself. */
export const recordPlan = (plan: ContainerPlan): RecordedPlan => {
  // The view is made of these.
  const reads = new Map<string, Part>([
    ["mounts", (each) => each.mounts],
    ["rootfs", (each) => each.rootfs],
  ]);
  const conf = recorded(plan.conf, (key) => reads.set(`conf.${key}`, (each) => each.conf[key]));
  const parts = recorded(plan, (key) => {
    if (key !== "conf") reads.set(key, (each) => each[key]);
  });
  const texts = new Map<string, string>();
  const textOf = (path: string, part: Part): string => {
    const text = texts.get(path) ?? printPart(part(plan));
    texts.set(path, text);
    return text;
  };
  return {
    plan: Object.create(parts, { conf: { value: conf, enumerable: true } }) as ContainerPlan,
    variables: (name) => {
      reads.set(`environment.${name}`, (each) => variablesIn(each, name));
      return variablesIn(plan, name);
    },
    looksLike: (other) => [...reads].every(([path, part]) => textOf(path, part) === printPart(part(other))),
  };
};

type Part = (plan: ContainerPlan) => unknown;

/** An object whose properties tell that they are read. */
const recorded = <T extends object>(target: T, note: (key: keyof T) => void): T =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      (Object.keys(target) as (keyof T)[]).map((key) => {
        const get = (): unknown => {
          note(key);
          return target[key];
        };
        return [key, { get, enumerable: true }];
      }),
    ),
  ) as T;

const variablesIn = ({ environment }: ContainerPlan, name: string): readonly VariablePlan[] =>
  environment.filter((variable) => variable.name === name);

/** A plan is made of plain objects, lists and maps. */
const printPart = (part: unknown): string => JSON.stringify(part, (_, value: unknown) => (value instanceof Map ? [...value] : value)) ?? "";
