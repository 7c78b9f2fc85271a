import type { Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { badRange, emptyRange, impossibleTagValue } from "./findings.ts";
import type { SyntaxAttribute } from "../parse/syntax.ts";
import type { ActiveTags, Config, Selection } from "./config.ts";

export type Condition = Selection["conditions"][number];

/** Judges one attribute; `undefined` where config.ini does not declare its name as a tag. */
export const matchTag = (attribute: SyntaxAttribute, config: Config, active: ActiveTags): Staged<Condition> | undefined => {
  const allowed = config.tags.get(attribute.name);
  if (allowed) return matchList(attribute, allowed, active.tags.get(attribute.name) ?? "");
  return config.ranges.has(attribute.name) ? matchRange(attribute, active.ranges.get(attribute.name) ?? 0) : undefined;
};

/** `a:b:c`, `x*` for a prefix, a leading `!` for none of them. */
const matchList = ({ name, value: wanted, span }: SyntaxAttribute, allowed: readonly string[], active: string): Staged<Condition> => {
  const negated = wanted.startsWith("!");
  const patterns = wanted.slice(negated ? 1 : 0).split(":");
  const matched = patterns.some((pattern) => fits(pattern, active)) !== negated;
  const impossible = patterns.filter((pattern) => pattern !== "" && !allowed.some((value) => fits(pattern, value)));
  return {
    value: { tag: name, wanted, active, matched },
    diagnostics: impossible.map((pattern) => impossibleTagValue(span, name, pattern, allowed)),
  };
};

const fits = (pattern: string, value: string): boolean =>
  pattern.endsWith("*") ? value.startsWith(pattern.slice(0, -1)) : value === pattern;

/** `X`, `X..Y`, `..Y`, `X..`, `..`; empty is 0. */
const matchRange = ({ name, value: wanted, span }: SyntaxAttribute, active: number): Staged<Condition> => {
  const [whole, only, from, to] = /^(?:(\d*)|(\d*)\.\.(\d*))$/.exec(wanted) ?? [];
  const low = Number(only ?? from);
  const high = only === undefined && to === "" ? Infinity : Number(only ?? to);
  const { found: diagnostics, report } = collectFindings();
  if (whole === undefined) report(badRange(span, name, wanted));
  else if (low > high) report(emptyRange(span, name, wanted));
  return { value: { tag: name, wanted, active: String(active), matched: low <= active && active <= high }, diagnostics };
};
