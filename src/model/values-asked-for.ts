import type { ActiveTags, Config, Selection } from "./config.ts";
import { holdsFor, readTagList, readTagRange } from "./tag-values.ts";

/** A tag, and a value of it that keeps an element. */
export interface AskedValue {
  readonly tag: string;
  readonly value: string;
}

/** For each tag without an active value: for each thing that elements ask of it the first value that has it. */
export const valuesAskedFor = (selections: readonly Selection[], config: Config, active: ActiveTags): readonly AskedValue[] => {
  const asked = new Map<string, AskedValue>();
  for (const { tag, wanted, matched } of selections.flatMap(({ conditions }) => conditions)) {
    if (matched || active.tags.has(tag) || active.ranges.has(tag)) continue;
    const value = firstValue(config.tags.get(tag), wanted);
    if (value !== undefined) asked.set(`${tag}=${value}`, { tag, value });
  }
  return [...asked.values()];
};

/** `allowed` are the values of a tag that has some; a numeric one has none. */
const firstValue = (allowed: readonly string[] | undefined, wanted: string): string | undefined => {
  if (allowed === undefined) return readTagRange(wanted)?.low.toString();
  const list = readTagList(wanted);
  return allowed.find((value) => holdsFor(list, value));
};
