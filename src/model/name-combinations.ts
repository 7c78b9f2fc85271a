import type { Combination } from "./tag-combinations.ts";

/** More than these are counted, not named. */
const MAX_NAMED = 4;

/**
 * Names some of all combinations by what they have in common: `version=debug, SOC_VER=arm_19.1 or arm_19.2`. Tags whose values make no
 * difference are left out; `undefined` where it is all of them.
 */
export const nameCombinations = (some: readonly Combination[], all: readonly Combination[]): string | undefined => {
  if (some.length === all.length) return undefined;
  const [first] = all;
  const tags = [...(first?.keys() ?? [])].filter((tag) => makesDifference(tag, some, all));
  const chosen = new Map(some.map((each) => [keyOf(each, tags), each]));
  const labels = tags.map((tag) => ({ tag, values: [...new Set([...chosen.values()].map((each) => each.get(tag)?.label ?? ""))] }));
  const isProduct = labels.reduce((product, { values }) => product * values.length, 1) === chosen.size;
  if (isProduct) return labels.map(({ tag, values }) => `${tag}=${values.join(" or ")}`).join(", ");
  const named = [...chosen.keys()].slice(0, MAX_NAMED).join("; ");
  return chosen.size > MAX_NAMED ? `${named} and ${chosen.size - MAX_NAMED} more` : named;
};

/** Whether there is one among them without which another value of the tag would do as well. */
const makesDifference = (tag: string, some: readonly Combination[], all: readonly Combination[]): boolean => {
  const values = new Set(all.map((each) => each.get(tag)?.label)).size;
  const others = [...(some[0]?.keys() ?? [])].filter((name) => name !== tag);
  const count = new Map<string, number>();
  for (const each of some) {
    const key = keyOf(each, others);
    count.set(key, (count.get(key) ?? 0) + 1);
  }
  return [...count.values()].some((each) => each < values);
};

const keyOf = (combination: Combination, tags: readonly string[]): string =>
  tags.map((tag) => `${tag}=${combination.get(tag)?.label ?? ""}`).join(", ");
