import { type Advice, changeOptions } from "../../diagnostics/fix.ts";
import type { Mount } from "../../plan/mount.ts";
import { wordsIn } from "../../plan/words-in-option.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import type { Verdict } from "../../diagnostics/diagnostic.ts";
import type { ContainerContext } from "../container-context.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import { optionHelp } from "../option-help.ts";
import { type OptionSense, senseIn } from "../option-sense.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** An error where the kernel refuses the mount, for which the runtime gives up; LXC passes over an optional one. */
export const unknownMountOption: ContainerRule<"unknown-mount-option"> = {
  kind: "container",
  code: "unknown-mount-option",
  severity: "either",
  title: "An option of a mount that neither what mounts it nor its file system knows.",
  judge: (context) =>
    entryMounts(context).flatMap((mount) =>
      [...new Set(mount.options)].flatMap((option) => {
        const what = effectOf(context, mount, option, senseIn(context, option, mount));
        return what === undefined ? [] : [found(context, mount, option, what)];
      }),
    ),
};

interface Effect {
  readonly text: string;
  readonly severity: Verdict;
  readonly help?: Advice;
}

const found = (context: ContainerContext, mount: Mount, option: string, { text, severity, help }: Effect): Found => ({
  location: locationOfPart(context, mount, "options"),
  message: `${mount.destination}: ${text}`,
  help: help ?? optionHelp(option, mount),
  severity,
});

const effectOf = ({ dialect, plan }: ContainerContext, mount: Mount, option: string, sense: OptionSense): Effect | undefined => {
  switch (sense.kind) {
    case "known":
    case "bad-value":
      return undefined;
    case "misread":
      return {
        text: `${option} is no option of a mount: LXC ${dialect} takes it for ${sense.as}`,
        severity: "warning",
        ...misreadHelp(mount, option, sense.as),
      };
    case "refused": {
      const { severity, outcome } = refusedMount(mount, plan);
      return { text: `${mount.fsType} knows no option ${option}: ${outcome}`, severity };
    }
    case "ignored":
      return { text: `${ignoredBy(mount, option)}: it has no effect`, severity: "warning" };
  }
};

const misreadHelp = ({ parts }: Mount, option: string, as: string): Pick<Effect, "help"> =>
  wordsIn(option) === undefined ? { help: changeOptions(parts?.options, { remove: [option], add: [as] }, `did you mean ${as}?`) } : {};

const ignoredBy = (mount: Mount, option: string): string => {
  if (option.startsWith("create=")) return `${option} is no option of LXC`;
  if (bindsSource(mount)) return `a bind knows no option ${option}`;
  return `${mount.fsType} knows no option ${option}`;
};
