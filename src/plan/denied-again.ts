import type { DeviceRule } from "../model/container.ts";

/** A denial of single devices, with the rules before it that allow nothing else: whoever wrote them meant something of one sort. */
export interface DeniedAgain {
  readonly deny: DeviceRule;
  readonly allowed: readonly DeviceRule[];
}

/** What is allowed and then denied again in full: each rule changes what those before it said (Documentation/admin-guide/cgroup-v1/devices.rst). */
export const deniedAgain = (rules: readonly DeviceRule[]): readonly DeniedAgain[] =>
  rules.flatMap((deny, index) => {
    if (deny.verb !== "deny") return [];
    const allowed = rules.slice(0, index).filter(({ verb, rule }) => verb === "allow" && covers(deny.rule, rule));
    return allowed.length > 0 ? [{ deny, allowed }] : [];
  });

const covers = (wide: string, narrow: string): boolean => {
  const [a, b] = [partsOf(wide), partsOf(narrow)];
  if (a === undefined || b === undefined) return false;
  const isWithin = (each: "type" | "major" | "minor", any: string): boolean => a[each] === any || a[each] === b[each];
  return (
    isWithin("type", "a") && isWithin("major", "*") && isWithin("minor", "*") && [...b.access].every((letter) => a.access.includes(letter))
  );
};

/** Of a rule for single devices; `a` alone is one for all. */
const partsOf = (rule: string) => /^(?<type>[abc]) (?<major>\S+):(?<minor>\S+) (?<access>\S+)$/.exec(rule)?.groups as Parts | undefined;

type Parts = Readonly<Record<"type" | "major" | "minor" | "access", string>>;
