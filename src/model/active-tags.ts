import type { Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import {
  badActiveTag,
  conflictingTagValues,
  tagValueNotAllowed,
  tagValueNotNumeric,
  tooManyActiveTags,
  undeclaredTag,
} from "./tag-findings.ts";
import type { ActiveTags, Config } from "./config.ts";

/** More than any config.ini declares. */
const MAX_GIVEN = 1000;

/**
 * Reads the values of `-t NAME=VALUE,NAME=VALUE` (repeatable). What config.ini does not declare or allow is an error that lists what it
 * does; an empty numeric value is 0.
 */
export const readActiveTags = (args: readonly string[], config: Config): Staged<ActiveTags> => {
  const { found: diagnostics, report } = collectFindings();
  const given = new Map<string, string>();
  const texts = args
    .flatMap((arg) => arg.split(","))
    .map((each) => each.trim())
    .filter((each) => each !== "");
  if (texts.length > MAX_GIVEN) report(tooManyActiveTags(texts.length, MAX_GIVEN));
  for (const text of texts.slice(0, MAX_GIVEN)) {
    const equals = text.indexOf("=");
    const name = text.slice(0, Math.max(equals, 0)).trim();
    const value = text.slice(equals + 1).trim();
    if (name === "") {
      report(badActiveTag(text));
      continue;
    }
    const first = given.get(name);
    if (first !== undefined && first !== value) report(conflictingTagValues(name, first, value));
    given.set(name, value);
  }
  const tags = new Map<string, string>();
  const ranges = new Map<string, number>();
  for (const [name, value] of given) {
    const allowed = config.tags.get(name);
    if (allowed?.includes(value)) tags.set(name, value);
    else if (allowed) report(tagValueNotAllowed(name, value, allowed));
    else if (!config.ranges.has(name)) report(undeclaredTag(name, config.file, [...config.tags.keys(), ...config.ranges]));
    else if (/^\d{0,9}$/.test(value)) ranges.set(name, Number(value));
    else report(tagValueNotNumeric(name, value));
  }
  return { value: { tags, ranges }, diagnostics };
};
