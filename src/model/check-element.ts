import { closest } from "../diagnostics/closest.ts";
import type { Diagnostic, Span, Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import * as found from "./findings.ts";
import type { SyntaxAttribute, SyntaxElement } from "../parse/syntax.ts";
import { CGROUP_ALIASES } from "./cgroup-settings.ts";
import type { ElementRule } from "./element-rule.ts";
import { BUNDLE, CONTAINER } from "./schema.ts";
import { attributeOf } from "./element-contents.ts";
import { isOn } from "./values.ts";
import type { ValueForm } from "./value-form.ts";

/**
 * Checks an element and all below it against the schema. What comes back holds known and set elements only, under one spelling each;
 * `tags` are the declared names, for help with misspelt ones.
 */
export const checkElement = (element: SyntaxElement, rule: ElementRule, tags: readonly string[]): Staged<SyntaxElement> => {
  const { found: diagnostics, report } = collectFindings();
  const context = { tags, report, rule };
  return { value: checkSet(element, visitChildren(element, rule, context), rule, context), diagnostics };
};

interface Context {
  readonly tags: readonly string[];
  /** Of the root element. */
  readonly rule: ElementRule;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** The element as far as the format knows it; `undefined` where it is not set. */
const visit = (element: SyntaxElement, rule: ElementRule, context: Context): SyntaxElement | undefined => {
  const children = visitChildren(element, rule, context);
  if (isSet(element, children, rule)) return checkSet(element, children, rule, context);
  if (rule.empty) context.report(rule.empty(element.span, element.name));
  for (const attribute of element.attributes) if (!isKnown(attribute.name, rule, context)) reportUnknown(attribute, element, rule, context);
  return undefined;
};

/** What is set below an element. */
const visitChildren = (element: SyntaxElement, rule: ElementRule, context: Context): readonly SyntaxElement[] =>
  element.children.flatMap((child) => visitChild(renamed(child), element, rule.children ?? {}, context) ?? []);

const checkSet = (element: SyntaxElement, children: readonly SyntaxElement[], rule: ElementRule, context: Context): SyntaxElement => {
  checkTimes(children, rule, context);
  if (element.text !== "" && rule.text) checkValue(element.span, element.name, element.text, rule.text, context);
  else if (element.text !== "")
    context.report(found.strayText(element, rule.attributes?.["enable"] !== undefined && attributeOf(element, "enable") === undefined));
  checkAttributes(element, rule, context);
  checkSwitch(element, children, rule, context);
  for (const name of rule.requiredChildren ?? []) {
    if (!children.some((child) => child.name === name)) context.report(found.missingElement(element.span, element.name, name));
  }
  return { ...element, children };
};

/** It may stand anywhere, and is gone by now where it is spelt right. */
const GROUP = "Group";

type Rules = NonNullable<ElementRule["children"]>;

const placesBelow = (parent: string, { children = {} }: ElementRule): readonly (readonly [name: string, parent: string])[] =>
  Object.entries(children).flatMap(([name, rule]) => [[name, parent] as const, ...placesBelow(name, rule)]);

/** The elements that each element of a format may stand in. */
const placesIn = (root: ElementRule): ReadonlyMap<string, readonly string[]> =>
  placesBelow("CONTAINER", root).reduce(
    (places, [name, parent]) => places.set(name, [...new Set([...(places.get(name) ?? []), parent])]),
    new Map<string, readonly string[]>(),
  );

const LXC_PLACES = placesIn(CONTAINER);
const BUNDLE_PLACES = placesIn(BUNDLE);

const visitChild = (child: SyntaxElement, parent: SyntaxElement, known: Rules, context: Context): SyntaxElement | undefined => {
  const rule = Object.hasOwn(known, child.name) ? known[child.name] : undefined;
  if (rule) return visit(child, rule, context);
  const isBundle = context.rule === BUNDLE;
  const places = (isBundle ? BUNDLE_PLACES : LXC_PLACES).get(child.name) ?? [];
  // One that must not stand twice, and is there, is not meant.
  const isTaken = (name: string): boolean => known[name]?.times === "once" && parent.children.some((each) => each.name === name);
  const similar = closest(child.name, [...Object.keys(known), GROUP]).filter((name) => !isTaken(name));
  context.report(
    found.unknownElement(child.span, child.name, parent.name, {
      similar,
      places,
      isOfBundles: !isBundle && BUNDLE_PLACES.get(child.name)?.includes(parent.name) === true,
    }),
  );
  return undefined;
};

/** An empty element means "not set"; so does one that can't do without its children and has only empty ones. */
const isSet = (element: SyntaxElement, set: readonly SyntaxElement[], rule: ElementRule): boolean => {
  if (element.text !== "" || rule.text !== undefined) return element.text !== "";
  return rule.requiredChildren === undefined ? element.attributes.length + element.children.length > 0 : set.length > 0;
};

const renamed = (element: SyntaxElement): SyntaxElement => {
  const name = CGROUP_ALIASES.get(element.name);
  return name === undefined ? element : { ...element, name };
};

const checkTimes = (children: readonly SyntaxElement[], rule: ElementRule, context: Context): void => {
  const first = new Map<string, Span>();
  for (const { name, span } of children) {
    if (rule.children?.[name]?.times !== "once") continue;
    const before = first.get(name);
    if (before) context.report(found.repeatedElement(span, name, before.line));
    else first.set(name, span);
  }
};

/** Which schema an editor takes: xsi:noNamespaceSchemaLocation, and the declaration of its prefix (XML Schema Part 1, 2.6 and 4.3.2). */
const SCHEMA_ATTRIBUTE = /^(?:xmlns|xsi):/;

const isKnown = (name: string, rule: ElementRule, context: Context): boolean =>
  Object.hasOwn(rule.attributes ?? {}, name) || (rule === context.rule && SCHEMA_ATTRIBUTE.test(name));

const reportUnknown = ({ name, span }: SyntaxAttribute, element: SyntaxElement, rule: ElementRule, { tags, report }: Context): void => {
  const similar = closest(name, [...Object.keys(rule.attributes ?? {}), ...tags]);
  report(
    found.unknownAttribute(
      span,
      name,
      element.name,
      similar.filter((each) => attributeOf(element, each) === undefined),
    ),
  );
};

const checkAttributes = (element: SyntaxElement, rule: ElementRule, context: Context): void => {
  const known = rule.attributes ?? {};
  for (const attribute of element.attributes) {
    const form = Object.hasOwn(known, attribute.name) ? known[attribute.name] : undefined;
    if (form) checkValue(attribute.span, attribute.name, attribute.value, form, context);
    else if (!isKnown(attribute.name, rule, context)) reportUnknown(attribute, element, rule, context);
  }
  for (const name of rule.requiredAttributes ?? []) {
    if (!element.attributes.some((attribute) => attribute.name === name)) {
      context.report(found.missingAttribute(element.span, element.name, name, known[name]?.form ?? ""));
    }
  }
};

/** What is switched off in so many words is meant to be without effect. */
const checkSwitch = (element: SyntaxElement, children: readonly SyntaxElement[], rule: ElementRule, context: Context): void => {
  if (rule.switch === undefined || attributeOf(element, rule.switch) !== undefined) return;
  const saysMore = (name: string): boolean => rule.attributes?.[name] !== undefined && rule.attributes[name]?.choices === undefined;
  const isAsked = children.length > 0 || element.attributes.some(({ name, value }) => isOn(value) || saysMore(name));
  if (isAsked) context.report(found.notSwitchedOn(element.span, element.name, rule.switch));
};

const checkValue = (span: Span, name: string, value: string, form: ValueForm, context: Context): void => {
  const allowed = form.mayHold ? value.replaceAll(form.mayHold, "") : value;
  if (/\p{Cc}/u.test(allowed)) context.report(found.controlCharacter(span, name));
  else if (!form.fits(value)) context.report(found.badValue(span, name, value, form));
};
