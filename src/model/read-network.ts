import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { badValue } from "./findings.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import type { Network, NetworkSetting } from "./container.ts";
import { attributeOf, textOf } from "./element-contents.ts";
import { NETWORK_ROWS } from "./network-table.ts";

/** One Network with what is set, in the order of NETWORK_ROWS. */
export const readNetwork = (element: SyntaxElement): Staged<Network> => {
  const type = attributeOf(element, "type") as Network["type"];
  const settings = NETWORK_ROWS.flatMap((row) => {
    const text = textOf([element], row.element);
    return text === undefined ? [] : [{ row, ...text }];
  });
  return { value: { span: element.span, type, settings }, diagnostics: type === "macvlan" ? settings.flatMap(judgeForMacvlan) : [] };
};

const judgeForMacvlan = ({ row, value, span }: NetworkSetting): readonly Diagnostic[] => {
  const form = row.macvlan?.form;
  return form === undefined || form.fits(value) ? [] : [badValue(span, row.element, value, form)];
};
