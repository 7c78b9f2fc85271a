import type { Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { badRange, emptyRange, impossibleTagValue } from "./tag-findings.ts";
import type { SyntaxAttribute } from "../parse/syntax.ts";
import type { ActiveTags, Config, Selection } from "./config.ts";
import { fitsPattern, holdsFor, readTagList, readTagRange } from "./tag-values.ts";

export type Condition = Selection["conditions"][number];

/** Judges one attribute; `undefined` where config.ini does not declare its name as a tag. */
export const matchTag = (attribute: SyntaxAttribute, config: Config, active: ActiveTags): Staged<Condition> | undefined => {
  const allowed = config.tags.get(attribute.name);
  if (allowed) return matchList(attribute, allowed, active.tags.get(attribute.name) ?? "");
  return config.ranges.has(attribute.name) ? matchRange(attribute, active.ranges.get(attribute.name) ?? 0) : undefined;
};

const matchList = ({ name, value: wanted, span }: SyntaxAttribute, allowed: readonly string[], active: string): Staged<Condition> => {
  const list = readTagList(wanted);
  const impossible = list.patterns.filter((pattern) => pattern !== "" && !allowed.some((value) => fitsPattern(pattern, value)));
  return {
    value: { tag: name, wanted, active, matched: holdsFor(list, active) },
    diagnostics: impossible.map((pattern) => impossibleTagValue(span, name, pattern, allowed)),
  };
};

const matchRange = ({ name, value: wanted, span }: SyntaxAttribute, active: number): Staged<Condition> => {
  const range = readTagRange(wanted);
  const { found: diagnostics, report } = collectFindings();
  if (range === undefined) report(badRange(span, name, wanted));
  else if (range.low > range.high) report(emptyRange(span, name, wanted, range));
  const matched = range !== undefined && range.low <= active && active <= range.high;
  return { value: { tag: name, wanted, active: String(active), matched }, diagnostics };
};
