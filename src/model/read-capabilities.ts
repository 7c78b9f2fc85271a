import { closest } from "../diagnostics/closest.ts";
import type { Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { capDropAndKeep, unknownCapability } from "./findings.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import { CAPABILITY_NAMES } from "../linux/file-capabilities.ts";
import type { Container, Spanned } from "./container.ts";
import { textsOf } from "./element-contents.ts";

/** CapDrop and CapKeep of all files: names at commas and white space, in any case, with or without `cap_`. LXC refuses the two together. */
export const readCapabilities = (configs: readonly SyntaxElement[]): Staged<Pick<Container, "capDrop" | "capKeep">> => {
  const drop = readNames(textsOf(configs, "CapDrop"));
  const keep = readNames(textsOf(configs, "CapKeep"));
  const [dropped] = drop.value;
  const [kept] = keep.value;
  const both = dropped && kept ? [capDropAndKeep(kept.span, dropped.span)] : [];
  return { value: { capDrop: drop.value, capKeep: keep.value }, diagnostics: [...drop.diagnostics, ...keep.diagnostics, ...both] };
};

const MAX_UNKNOWN = 100;

/** Each name once. */
const readNames = (texts: readonly Spanned<string>[]): Staged<readonly Spanned<string>[]> => {
  const { found: diagnostics, report } = collectFindings();
  const names = new Map<string, Spanned<string>>();
  for (const { value: text, span } of texts) {
    for (const written of text.split(/[\s,]+/).filter((word) => word !== "")) {
      const value = written.toLowerCase().replace(/^cap_/, "");
      if (names.has(value)) continue;
      names.set(value, { value, span });
      if (CAPABILITY_NAMES.includes(value)) continue;
      report(unknownCapability(span, written, closest(value, CAPABILITY_NAMES)));
      // A list of nonsense is not looked at to its end.
      if (diagnostics.length >= MAX_UNKNOWN) return { value: [...names.values()], diagnostics };
    }
  }
  return { value: [...names.values()], diagnostics };
};
