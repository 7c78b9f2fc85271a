import { atSpan } from "../diagnostics/diagnostic.ts";
import { type Advice, changeOptions, withChange, writeValue } from "../diagnostics/fix.ts";
import { PSEUDO_FILE_SYSTEMS } from "../linux/file-systems.ts";
import type { MountEntry } from "../model/container.ts";
import { bindMissing } from "./mount-findings.ts";
import { hasBindOption } from "./mount-kind.ts";
import type { PlanContext } from "./plan-context.ts";
import { refusedMount } from "./refused-mount.ts";
import { wordsIn } from "./words-in-option.ts";

/** Reports an entry without an FsType that does not say bind: no kernel has a file system none (mount(2), ENODEV). */
export const judgeBind = (context: PlanContext, entry: MountEntry, source: string): void => {
  if (hasBindOption(entry)) return;
  const { severity, outcome } = refusedMount(entry, context.container);
  context.report(bindMissing(severity, atSpan(entry.span), source, outcome, bindHelp(entry, source)));
};

const bindHelp = ({ span, parts, options }: MountEntry, source: string): Advice => {
  if (PSEUDO_FILE_SYSTEMS.has(source))
    return withChange(span, `add <FsType>${source}</FsType>`, (at) => ({
      kind: "child",
      at,
      name: "FsType",
      to: source,
      before: "Options",
    }));
  const words = options.flatMap((option) => wordsIn(option) ?? option);
  return words.includes("bind")
    ? writeValue(parts.options, words.join(","), `separate the options by commas: ${words.join(",")}`)
    : changeOptions(parts.options, { add: ["bind"] }, "add bind to the Options");
};
