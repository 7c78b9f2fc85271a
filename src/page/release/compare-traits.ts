import { FACETS } from "../facets.ts";
import type { Trait } from "../trait.ts";

/** A trait that came, went or is another one. */
export interface TraitChange {
  readonly before: Trait | undefined;
  readonly after: Trait | undefined;
  /** Whether the container reaches more by it, or less; `other`: nobody can tell from it alone. */
  readonly reach: "more" | "less" | "other";
}

/** How traits differ: what is equal on both sides is left out, and of one name what is left is compared. */
export const compareTraits = (before: readonly Trait[], after: readonly Trait[]): readonly TraitChange[] => {
  const [gone, come] = [without(before, after), without(after, before)];
  const keys = [...new Set([...come, ...gone].map(keyOf))];
  return keys.flatMap((key) => {
    const [left, right] = [gone.filter((each) => keyOf(each) === key), come.filter((each) => keyOf(each) === key)];
    const length = Math.max(left.length, right.length);
    return Array.from({ length }, (_, index) => changeOf(left[index], right[index]));
  });
};

const keyOf = ({ facet, name }: Trait): string => JSON.stringify([facet, name]);

/** Those that have no equal among the others, each of which counts once. */
const without = (traits: readonly Trait[], others: readonly Trait[]): readonly Trait[] => {
  const counts = new Map<string, number>();
  for (const each of others) counts.set(JSON.stringify(each), (counts.get(JSON.stringify(each)) ?? 0) + 1);
  return traits.filter((each) => {
    const count = counts.get(JSON.stringify(each)) ?? 0;
    counts.set(JSON.stringify(each), count - 1);
    return count <= 0;
  });
};

const changeOf = (before: Trait | undefined, after: Trait | undefined): TraitChange => ({ before, after, reach: reachOf(before, after) });

const reachOf = (before: Trait | undefined, after: Trait | undefined): TraitChange["reach"] => {
  const told = after ?? before;
  if (told === undefined || FACETS[told.facet].reach === "none") return "other";
  if (before !== undefined && after !== undefined) return reachOfChange(before, after);
  const isBound = (FACETS[told.facet].reach === "less" && told.powers.length === 0) || (told.facet === "devices" && told.name === "deny");
  return (after === undefined) === isBound ? "more" : "less";
};

const reachOfChange = (before: Trait, after: Trait): TraitChange["reach"] => {
  if (after.powers.some((each) => !before.powers.includes(each))) return "more";
  if (before.powers.some((each) => !after.powers.includes(each))) return "less";
  if (after.facet === "limits") return reachOfLimit(before.value, after.value);
  if (after.facet !== "mounts") return "other";
  // What it reaches is something else, which it could not reach before.
  if (before.value !== after.value) return "more";
  const [old, now] = [before, after].map(({ detail }) => GUARDS.filter((guard) => detail.split(", ").includes(guard)));
  if (old === undefined || now === undefined) return "other";
  return old.some((guard) => !now.includes(guard)) ? "more" : now.length > old.length ? "less" : "other";
};

const GUARDS = ["ro", "nosuid", "nodev", "noexec"];

const reachOfLimit = (before: string, after: string): TraitChange["reach"] => {
  const [old, now] = [amountOf(before), amountOf(after)];
  return old === undefined || now === undefined ? "other" : now > old ? "more" : "less";
};

/** `max`, a number, or one with a unit, as the kernel's memparse takes it. */
const amountOf = (text: string): number | undefined => {
  if (text === "max" || text === "-1") return Infinity;
  const [, digits, unit = ""] = /^(\d+)([KMGT]?)$/i.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * 1024 ** ["", "K", "M", "G", "T"].indexOf(unit.toUpperCase());
};
