import type { Location } from "../../diagnostics/diagnostic.ts";
import type { Execution } from "../../execution/execution.ts";
import type { HostNode } from "../../rootfs/host-rootfs.ts";
import { baseOf } from "../../rootfs/paths.ts";
import { bringerOf } from "../bringer-of.ts";
import { wordsLocation } from "../executions.ts";
import type { ContainerRule, Found } from "../rule.ts";

export const refusedArgument: ContainerRule<"refused-argument"> = {
  kind: "container",
  code: "refused-argument",
  severity: "error",
  title: "A program ends at once, for it knows no such option, or BusyBox has no such applet.",
  judge: (context) => [
    ...context
      .executions()
      .flatMap((execution) =>
        ofExecution(`ExecName ${execution.name}`, { end: execution.end, location: wordsLocation(context, execution) }, (node) =>
          bringerOf(context, node, execution.location),
        ),
      ),
    ...context.hooks().flatMap((each) => ofExecution(`${each.element} ${each.name}`, each, () => each.location)),
  ],
};

type Refused = Extract<Execution["end"], { readonly kind: "refused" }>;

interface Given extends Pick<Execution, "end"> {
  readonly location: Location;
}

const ofExecution = (title: string, { end, location }: Given, locate: (node: HostNode) => Location): readonly Found[] => {
  if (typeof end !== "object" || end.kind !== "refused") return [];
  const { program, script } = end;
  const brought = script ?? (isUnderItsName(end) ? program : undefined);
  return [
    {
      location: brought === undefined ? location : locate(brought),
      message: `${title} ends at once: ${reasonOf(end)}`,
      help: helpFor(end),
    },
  ];
};

/** Whether the file itself has the name of the applet that is not there. */
const isUnderItsName = ({ program, word, what }: Refused): boolean => what === "applet" && baseOf(program.path) === word;

const reasonOf = ({ program, script, word, what }: Refused): string => {
  const because = what === "applet" ? "which has no such applet" : "which refuses it";
  if (script !== undefined) return `the script ${script.path} gives ${JSON.stringify(word)}, as one word, to ${program.path}, ${because}`;
  return what === "applet"
    ? `${program.path} is BusyBox, which has no applet ${word}`
    : `${program.path} refuses the option ${JSON.stringify(word)}`;
};

const helpFor = (refused: Refused): string => {
  const { script, word, what } = refused;
  const words = word.split(/[ \t]+/);
  if (script === undefined && what === "applet") {
    return isUnderItsName(refused)
      ? "mount it under the name that the host has for the applet"
      : `name an applet that the host's BusyBox has, or mount the host's ${word}`;
  }
  if (words.length < 2 || /^-[iv0]*S|^--split/.test(word))
    return "BusyBox' env has no -S: name the interpreter itself in the script's first line";
  const options = words.slice(what === "applet" ? 1 : 0);
  const letters = options.every((each) => /^-[A-Za-z]+$/.test(each)) ? options.map((each) => each.slice(1)).join("") : undefined;
  if (what === "applet")
    return `leave what stands behind ${words[0] ?? ""} out of the script's first line: a shell takes it as the command "set"`;
  return letters === undefined ? "write one option there" : `write -${letters}`;
};
