import { escapeControls } from "../diagnostics/print-escape.ts";
import type { Selection } from "../model/config.ts";
import { conditionsText } from "../model/conditions-text.ts";

/** What tags decided, a line an element: `a.xml:4:7: left out Entry /dev/snd: SOC_VER="mipsel*" does not match arm_19.1`. */
export const printSelections = (selections: readonly Selection[]): string =>
  selections.map((each) => `${escapeControls(lineOf(each))}\n`).join("");

const lineOf = ({ element, subject, span, kept, conditions }: Selection): string => {
  const what = subject === undefined ? element : `${element} ${subject}`;
  return `${span.file}:${span.line}:${span.column}: ${kept ? "kept" : "left out"} ${what}: ${conditionsText(conditions)}`;
};
