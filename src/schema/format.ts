import { CGROUP_ALIASES } from "../model/cgroup-settings.ts";
import type { ElementRule } from "../model/element-rule.ts";
import { BUNDLE, CONTAINER } from "../model/schema.ts";
import { oneOf, type ValueForm } from "../model/value-form.ts";

type Named<T> = Readonly<Record<string, T>>;

/** What an element is whatever the Type of its description: what both know of it. */
const joined = (one: ElementRule, other: ElementRule): ElementRule => {
  const text = one.text ?? other.text;
  return {
    times: "any",
    ...(text === undefined ? {} : { text }),
    attributes: joinedBy(one.attributes ?? {}, other.attributes ?? {}, either),
    requiredAttributes: (one.requiredAttributes ?? []).filter((name) => other.requiredAttributes?.includes(name)),
    children: joinedBy(one.children ?? {}, other.children ?? {}, joined),
  };
};

const joinedBy = <T>(one: Named<T>, other: Named<T>, join: (one: T, other: T) => T): Named<T> => ({
  ...one,
  ...Object.fromEntries(
    Object.entries(other).map(([name, value]) => {
      const same = Object.hasOwn(one, name) ? one[name] : undefined;
      return [name, same === undefined || same === value ? value : join(same, value)];
    }),
  ),
});

/** Where two forms differ, both have few values. */
const either = (one: ValueForm, other: ValueForm): ValueForm => oneOf(...new Set([...(one.choices ?? []), ...(other.choices ?? [])]));

/** With the correct spellings of the names that the format misspells. */
const spelt = (rule: ElementRule): ElementRule => {
  const children = Object.entries(rule.children ?? {}).map(([name, child]) => [name, spelt(child)] as const);
  const aliases = [...CGROUP_ALIASES].flatMap(([alias, name]) =>
    children.filter(([each]) => each === name).map(([, child]) => [alias, child] as const),
  );
  return { ...rule, children: Object.fromEntries([...children, ...aliases]) };
};

/** The whole format: what stands in descriptions of either Type, under every spelling. */
export const wholeFormat = (): ElementRule => spelt(joined(CONTAINER, BUNDLE));
