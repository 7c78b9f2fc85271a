import { closest } from "../diagnostics/closest.ts";
import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { badValue, networkSettingIgnored } from "../diagnostics/model.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import type { Network, Spanned } from "./container.ts";
import { attributeOf, textOf } from "./settings.ts";
import { MACVLAN_MODE } from "./values.ts";

/** One Network: none and empty have a type alone, Pair belongs to veth, and to macvlan as its mode. */
export const readNetwork = (element: SyntaxElement): Staged<Network> => {
  const diagnostics: Diagnostic[] = [];
  const type = attributeOf(element, "type") as Network["type"];
  const read = (name: string): Spanned<string> | undefined => {
    const setting = textOf([element], name);
    const used = name === "Pair" ? type === "veth" || type === "macvlan" : type !== "none" && type !== "empty";
    if (setting && !used) diagnostics.push(networkSettingIgnored(setting.span, name, type));
    return used ? setting : undefined;
  };
  const network = {
    span: element.span,
    type,
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
  const mode = type === "macvlan" ? network.pair : undefined;
  if (mode && !MACVLAN_MODE.fits(mode.value)) {
    diagnostics.push(badValue(mode.span, "Pair", mode.value, MACVLAN_MODE.form, closest(mode.value, MACVLAN_MODE.choices ?? [])));
  }
  return { value: network, diagnostics };
};
