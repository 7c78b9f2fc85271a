import type { Staged } from "../diagnostics/diagnostic.ts";
import { climbs } from "../linux/path-spelling.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import type { Logging } from "./container.ts";
import { attributeOf, isEnabled, textOf, textsOf } from "./element-contents.ts";
import { badDestination, notSwitchedOn } from "./findings.ts";

/** The Logging elements of a container's files, where the last that says so switches it on; its path is relative. */
export const readLogging = (elements: readonly SyntaxElement[]): Staged<Logging | undefined> => {
  const path = textOf(elements, "LogPath");
  const diagnostics = path !== undefined && climbs(path.value) ? [badDestination(path.span, path.value)] : [];
  const [first] = elements;
  if (first === undefined) return { value: undefined, diagnostics };
  const isGiven = elements.some((each) => attributeOf(each, "enable") !== undefined);
  if (!isGiven && elements.some(({ children }) => children.length > 0)) diagnostics.push(notSwitchedOn(first.span, first.name, "enable"));
  if (!isEnabled(elements, "enable")) return { value: undefined, diagnostics };
  const logPath = path && { value: path.value.replace(/^\/+/, ""), span: path.span };
  return { value: { span: first.span, logPath, logs: textsOf(elements, "Log") }, diagnostics };
};
