import { closest, hasSameNumbers } from "../diagnostics/closest.ts";
import { type Diagnostic, type Span, atFile, atSpan } from "../diagnostics/diagnostic.ts";
import { didYouMean, list, meantOne } from "../diagnostics/did-you-mean.ts";
import { type Advice, asGuess, writeValue } from "../diagnostics/fix.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import type { TagRange } from "./tag-values.ts";

export const TAG_CODES = {
  error: {
    "bad-active-tag": "An active tag is not of the form NAME=VALUE.",
    "too-many-active-tags": "More active tags are given than any config.ini declares.",
    "undeclared-tag": "An active tag is not declared in config.ini.",
    "tag-value-not-allowed": "The value of an active tag is not one that config.ini allows.",
    "tag-value-not-numeric": "The value of an active numeric tag is not a number from 0 on.",
    "conflicting-tag-values": "An active tag is given twice with different values.",
    "too-many-combinations": "With --all-tags: the descriptions tell too many combinations of tags apart.",
    "bad-range": "A numeric tag attribute is neither a number nor a range.",
  },
  warning: {
    "inactive-tag": "A description uses a tag that has no active value; reported once per tag and file.",
    "impossible-tag-value": "A value in a tag attribute can never match, because config.ini does not allow it.",
    "empty-range": "The range of a numeric tag attribute ends before it begins.",
    "never-selected": "The tags of an element, and of those it stands in, leave it out whatever values they have.",
    "tag-on-root": "A tag stands on the root element, which can't be left out.",
  },
} as const;

const { error, warning } = findingsOf(TAG_CODES);

const TAGS = atFile("--tags");

export const badActiveTag = (text: string): Diagnostic =>
  error("bad-active-tag", TAGS, `"${text}" is not an active tag`, "write --tags NAME=VALUE,NAME=VALUE");

export const tooManyActiveTags = (count: number, limit: number): Diagnostic =>
  error("too-many-active-tags", TAGS, `${count} active tags are given; at most ${limit} are read`);

export const undeclaredTag = (name: string, file: string, declared: readonly string[]): Diagnostic =>
  error(
    "undeclared-tag",
    TAGS,
    `the tag ${name} is not declared in ${file}; there are ${list(declared)}`,
    didYouMean(closest(name, declared)) ?? `leave it out, or declare ${name} in ${file}`,
  );

export const tagValueNotAllowed = (name: string, value: string, allowed: readonly string[]): Diagnostic =>
  error(
    "tag-value-not-allowed",
    TAGS,
    `the tag ${name} can't be "${value}"; it may be ${list(allowed)}`,
    didYouMean(closest(value, allowed)) ?? `give one of them${value === "" ? "" : `, or allow ${value} in config.ini`}`,
  );

export const tagValueNotNumeric = (name: string, value: string): Diagnostic =>
  error(
    "tag-value-not-numeric",
    TAGS,
    `the tag ${name} can't be "${value}"; it is an integer from 0 on`,
    `write --tags ${name}=NUMBER, or ${name}= for a version that is not known, which counts as 0`,
  );

export const conflictingTagValues = (name: string, first: string, second: string): Diagnostic =>
  error("conflicting-tag-values", TAGS, `the tag ${name} is given as "${first}" and as "${second}"`, "give it once");

export const inactiveTag = (span: Span, name: string, counts: string): Diagnostic =>
  warning("inactive-tag", atSpan(span), `the tag ${name} has no active value and counts as ${counts}`, `give one: --tags ${name}=…`);

export const impossibleTagValue = (span: Span, name: string, value: string, allowed: readonly string[]): Diagnostic =>
  warning(
    "impossible-tag-value",
    atSpan(span),
    `"${value}" can never match: ${name} may be ${list(allowed)}`,
    impossibleHelp(span, value, allowed),
  );

const impossibleHelp = (span: Span, value: string, allowed: readonly string[]): Advice | string => {
  const text = value.trim();
  if (/\*./.test(value))
    return `* stands at the end only: write ${value.slice(0, value.indexOf("*") + 1)}, or list values with : between them`;
  if (/[,;|\s]/.test(text)) {
    const listed = text.replaceAll(/[,;|\s]+/g, ":");
    return writeValue(span, listed, `separate values with colons: ${listed}`, text);
  }
  const meant = meantOne(closest(text, allowed), (to) => {
    const { fix } = writeValue(span, to, "", text);
    return hasSameNumbers(text, to) ? fix : asGuess(fix);
  });
  return meant ?? `write one of these, or allow ${value} in config.ini`;
};

export const badRange = (span: Span, name: string, text: string): Diagnostic =>
  error(
    "bad-range",
    atSpan(span),
    `${name}="${text}" is not a range; write X, X..Y, ..Y, X.. or .. with integers`,
    rangeHelp(span, name, text),
  );

/** A range as people write it elsewhere; written only where it can mean one thing. */
const rangeHelp = (span: Span, name: string, text: string): Advice | string | undefined => {
  const [, from, to] = /^ *(\d+) *(?:-|\.{3}|\u2026) *(\d+) *$/.exec(text) ?? [];
  if (from !== undefined) return meantRange(span, name, Number(from), Number(to));
  if (/^ *\d+(?: *[,:;| ] *\d+)+ *$/.test(text)) return listHelp(span, name, (text.match(/\d+/g) ?? []).map(Number));
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(text) ?? [];
  if (major !== undefined) return wholeHelp(name, Number(major), Number(minor));
  const [, operator = "", bound] = /^(>=?|<=?)? *(\d+) *[+-]?$/.exec(text) ?? [];
  const range = bound === undefined ? undefined : BOUNDED[operator]?.(Number(bound));
  return range === undefined ? undefined : writeValue(span, range, `write ${name}="${range}"`);
};

const meantRange = (span: Span, name: string, from: number, to: number): Advice | string => {
  const range = `${Math.min(from, to)}..${Math.max(from, to)}`;
  return from > to ? `write ${name}="${range}", if it is meant from ${to} to ${from}` : writeValue(span, range, `write ${name}="${range}"`);
};

/** Single numbers are a range if none between them is left out. */
const listHelp = (span: Span, name: string, numbers: readonly number[]): Advice | string => {
  const [first = 0, ...others] = [...new Set(numbers)].sort((one, other) => one - other);
  const last = others.at(-1) ?? first;
  if (last - first === others.length) return writeValue(span, `${first}..${last}`, `write ${name}="${first}..${last}"`);
  const each = [first, ...others].map((number) => `${name}="${number}"`).join(" and ");
  return `write the element once with each of ${each}; "${first}..${last}" has the numbers between them as well`;
};

const wholeHelp = (name: string, from: number, to: number): string => {
  const whole = `numbers of a tag are whole: write ${name}="${from}"`;
  return to > from
    ? `${whole}, or ${name}="${from}..${to}" for all from ${from} to ${to}`
    : `${whole}, or ${name}="${from}.." for it and all later ones`;
};

const BOUNDED: Readonly<Partial<Record<string, (bound: number) => string>>> = {
  "": (bound) => `${bound}..`,
  ">=": (bound) => `${bound}..`,
  ">": (bound) => `${bound + 1}..`,
  "<=": (bound) => `..${bound}`,
  "<": (bound) => `..${bound - 1}`,
};

export const emptyRange = (span: Span, name: string, text: string, { low, high }: TagRange): Diagnostic =>
  warning(
    "empty-range",
    atSpan(span),
    `${name}="${text}" can never match: it ends before it begins`,
    writeValue(span, `${high}..${low}`, `write ${name}="${high}..${low}"`),
  );

export const neverSelected = (span: Span, element: string, why: string, help: string): Diagnostic =>
  warning("never-selected", atSpan(span), `${element} is left out with every value of the tag: ${why}`, help);

export const tooManyCombinations = (count: number, limit: number): Diagnostic =>
  error(
    "too-many-combinations",
    atFile("--all-tags"),
    `the descriptions tell ${count} combinations of tags apart; at most ${limit} are checked`,
    "check fewer descriptions at once, or those combinations that are built, with -t",
  );

export const tagOnRoot = (span: Span, name: string): Diagnostic =>
  warning(
    "tag-on-root",
    atSpan(span),
    `the tag ${name} has no effect on CONTAINER; tags select elements below it`,
    "put it on a Group around what it selects",
  );
