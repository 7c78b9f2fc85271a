import { closest } from "../diagnostics/closest.ts";
import type { Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { capabilityTwice, capDropAndKeep, noneWithOthers, unknownCapability } from "./capability-findings.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import { CAPABILITY_NAMES } from "../linux/file-capabilities.ts";
import type { Container, Spanned } from "./container.ts";
import { textsOf } from "./element-contents.ts";
import { NO_CAPABILITY } from "./values.ts";

/**
 * CapDrop and CapKeep of all files: names at commas and white space, in any case, with or without `cap_`. LXC refuses the two together. CapKeep
 * may be `none`: lxc.container.conf(5), lxc.cap.keep.
 */
export const readCapabilities = (configs: readonly SyntaxElement[]): Staged<Pick<Container, "capDrop" | "capKeep">> => {
  const drop = readNames("CapDrop", textsOf(configs, "CapDrop"), CAPABILITY_NAMES);
  const keep = readNames("CapKeep", textsOf(configs, "CapKeep"), [...CAPABILITY_NAMES, NO_CAPABILITY]);
  const [dropped] = drop.value;
  const [kept] = keep.value;
  const both = dropped && kept ? [capDropAndKeep(kept.span, dropped.span)] : [];
  const none = keep.value.length > 1 ? keep.value.filter(({ value }) => value === NO_CAPABILITY) : [];
  const diagnostics = [...drop.diagnostics, ...keep.diagnostics, ...both, ...none.map(({ span }) => noneWithOthers(span))];
  return { value: { capDrop: drop.value, capKeep: keep.value }, diagnostics };
};

const MAX_UNKNOWN = 100;

/** Each name once. */
const readNames = (element: string, texts: readonly Spanned<string>[], known: readonly string[]): Staged<readonly Spanned<string>[]> => {
  const { found: diagnostics, report } = collectFindings();
  const names = new Map<string, Spanned<string>>();
  for (const { value: text, span } of texts) {
    const words = text.split(/[\s,]+/).filter((word) => word !== "");
    const here = new Map<string, number>();
    for (const written of words) {
      const value = written.toLowerCase().replace(/^cap_/, "");
      const times = (here.get(value) ?? 0) + 1;
      if (times === 2) report(capabilityTwice(span, element, value));
      here.set(value, times);
      if (names.has(value)) continue;
      names.set(value, { value, span });
      if (known.includes(value)) continue;
      report(unknownCapability(span, written, closest(value, CAPABILITY_NAMES)));
      // A list of nonsense is not looked at to its end.
      if (diagnostics.length >= MAX_UNKNOWN) return { value: [...names.values()], diagnostics };
    }
  }
  return { value: [...names.values()], diagnostics };
};
