import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { checkElement } from "../../src/model/check-element.ts";
import type { Config } from "../../src/model/config.ts";
import { readCapabilities } from "../../src/model/read-capabilities.ts";
import { selectElements } from "../../src/model/select-elements.ts";
import type { SyntaxElement } from "../../src/parse/syntax.ts";
import { withoutTags } from "../../src/model/without-tags.ts";
import { parseDescription } from "../../src/parse/parse-description.ts";
import { wholeFormat } from "../../src/schema/format.ts";

const FORMAT = wholeFormat();

/** What hangs on more than one place, on the values of tags, or on the rootfs: no schema can say it. */
const BEYOND = new Set([
  "repeated-element",
  "missing-element",
  "not-switched-on",
  "inactive-tag",
  "empty-range",
  "tag-on-root",
  "control-character",
  "capability-twice",
  "none-with-others",
  "cap-drop-and-keep",
  "empty-capabilities",
]);

/** What the model says of a description as a schema can: nothing where it takes it. Tags leave nothing out. */
export const judge = (text: Uint8Array, config: Config): readonly string[] => {
  const { value: description, diagnostics } = parseDescription(text, "x.xml");
  if (description === undefined) return diagnostics.map(told);
  const { root } = description;
  const chosen = selectElements(description, config, { tags: new Map(), ranges: new Map() });
  const whole = dissolved(withoutTags(description, config).root);
  const checked = checkElement(whole, FORMAT, []);
  const capabilities = below(root).flatMap((each) => readCapabilities([{ ...each, children: each.children }]).diagnostics);
  return [...chosen.diagnostics, ...checked.diagnostics, ...capabilities].filter(({ code }) => !BEYOND.has(code)).map(told);
};

/** Groups are transparent, and what they may hold besides is judged by selectElements. */
const dissolved = (element: SyntaxElement): SyntaxElement => ({
  ...element,
  children: element.children.flatMap((child) => {
    const inner = dissolved(child);
    return child.name === "Group" ? inner.children : [inner];
  }),
});

const below = (element: SyntaxElement): readonly SyntaxElement[] => [element, ...element.children.flatMap(below)];

const told = ({ code, message, location }: Diagnostic): string =>
  `${location.kind === "text" ? `${location.line}: ` : ""}${code}: ${message}`;
