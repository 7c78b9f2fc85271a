import { closest } from "../diagnostics/closest.ts";
import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { strayText, unknownAttribute } from "./findings.ts";
import { inactiveTag, tagOnRoot } from "./tag-findings.ts";
import type { DescriptionSyntax, SyntaxAttribute, SyntaxElement } from "../parse/syntax.ts";
import type { ActiveTags, Config, Selection } from "./config.ts";
import { subjectOf } from "./element-subject.ts";
import { type Condition, matchTag } from "./match-tag.ts";

/** A description after tag selection: elements whose tags do not match are gone, Groups dissolved, tag attributes taken off. */
export interface Selected {
  readonly root: SyntaxElement;
  /** In document order. */
  readonly selections: readonly Selection[];
}

/**
 * Applies the tags of one description. Attributes inside of what is left out are checked all the same, so that a file's findings don't hang
 * on the active tags.
 */
export const selectElements = (description: DescriptionSyntax, config: Config, active: ActiveTags): Staged<Selected> => {
  const { found: diagnostics, report } = collectFindings();
  const selections: Selection[] = [];
  const inactive = new Set<string>();

  const judge = (attribute: SyntaxAttribute): readonly Condition[] => {
    const judged = matchTag(attribute, config, active);
    if (judged === undefined) return [];
    const { name, span } = attribute;
    if (!active.tags.has(name) && !active.ranges.has(name) && !inactive.has(name)) {
      inactive.add(name);
      report(inactiveTag(span, name, config.ranges.has(name) ? "0" : "empty"));
    }
    report(...judged.diagnostics);
    return [judged.value];
  };

  /** The element itself, what a Group holds, or nothing. `outer`: the conditions of the Groups it stands in. */
  const select = (element: SyntaxElement, outer: readonly Condition[], reachable: boolean): readonly SyntaxElement[] => {
    const conditions = [...outer, ...element.attributes.flatMap(judge)];
    if (element.name === "Group") {
      report(...checkGroup(element, config));
      return selectAll(element.children, conditions, reachable);
    }
    const kept = conditions.every(({ matched }) => matched);
    const isTold = reachable && conditions.length > 0;
    if (isTold) selections.push({ element: element.name, subject: subjectOf(element), span: element.span, kept, conditions });
    const children = selectAll(element.children, [], reachable && kept);
    if (!kept) return [];
    // Most elements hold a value and nothing else.
    const isPlain = element.attributes.length === 0 && element.children.length === 0;
    return [isPlain ? element : { ...element, attributes: untagged(element, config), children }];
  };

  const selectAll = (elements: readonly SyntaxElement[], outer: readonly Condition[], reachable: boolean): readonly SyntaxElement[] =>
    elements.flatMap((element) => select(element, outer, reachable));

  const { root } = description;
  const attributes = untagged(root, config);
  for (const { name, span } of root.attributes.filter((each) => !attributes.includes(each))) report(tagOnRoot(span, name));
  return { value: { root: { ...root, attributes, children: selectAll(root.children, [], true) }, selections }, diagnostics };
};

const checkGroup = (group: SyntaxElement, config: Config): readonly Diagnostic[] => [
  ...untagged(group, config).map(({ name, span }) =>
    unknownAttribute(span, name, group.name, closest(name, [...config.tags.keys(), ...config.ranges])),
  ),
  ...(group.text === "" ? [] : [strayText(group, false)]),
];

const untagged = (element: SyntaxElement, config: Config): readonly SyntaxAttribute[] =>
  element.attributes.filter(({ name }) => !config.tags.has(name) && !config.ranges.has(name));
