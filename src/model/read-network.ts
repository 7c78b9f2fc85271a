import { closest } from "../diagnostics/closest.ts";
import type { Staged } from "../diagnostics/diagnostic.ts";
import { badValue } from "./findings.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import type { Network, Spanned } from "./container.ts";
import { attributeOf, textOf } from "./element-contents.ts";
import { MACVLAN_MODE } from "./values.ts";

/** One Network with what is set; Pair is the mode of a macvlan. */
export const readNetwork = (element: SyntaxElement): Staged<Network> => {
  const read = (name: string): Spanned<string> | undefined => textOf([element], name);
  const network = {
    span: element.span,
    type: attributeOf(element, "type") as Network["type"],
    name: read("Name"),
    flags: read("Flags"),
    link: read("Link"),
    pair: read("Pair"),
    hwAddr: read("HwAddr"),
    ipv4: read("IPV4"),
    ipv4Gateway: read("IPV4gateway"),
    ipv6: read("IPV6"),
    ipv6Gateway: read("IPV6gateway"),
  };
  const mode = network.type === "macvlan" ? network.pair : undefined;
  const wrong = mode && !MACVLAN_MODE.fits(mode.value);
  return {
    value: network,
    diagnostics: wrong ? [badValue(mode.span, "Pair", mode.value, MACVLAN_MODE.form, closest(mode.value, MACVLAN_MODE.choices ?? []))] : [],
  };
};
