import { escapeControls } from "../diagnostics/print-escape.ts";
import type { Selection } from "../model/config.ts";

/** What tags decided, a line an element: `a.xml:4:7: left out Entry: SOC_VER="mipsel*" against "arm_19.1"`. */
export const printSelections = (selections: readonly Selection[]): string =>
  selections.map((each) => `${escapeControls(lineOf(each))}\n`).join("");

const lineOf = ({ element, span, kept, conditions }: Selection): string => {
  const decisive = kept ? conditions : conditions.filter(({ matched }) => !matched);
  const reasons = decisive.map(({ tag, wanted, active }) => `${tag}="${wanted}" ${kept ? "matches" : "does not match"} ${valueOf(active)}`);
  return `${span.file}:${span.line}:${span.column}: ${kept ? "kept" : "left out"} ${element}: ${reasons.join(", ")}`;
};

const valueOf = (active: string): string => (active === "" ? "the tag, which has no value" : active);
