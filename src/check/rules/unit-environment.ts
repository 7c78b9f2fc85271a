import { dialectFrom } from "../../plan/plan-context.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { readHostText } from "../../rootfs/read-file.ts";
import { commandsOf } from "../../rootfs/services.ts";
import type { UnitSetting } from "../../rootfs/unit-file.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";
import { type StartingCall, startingCalls } from "../unit-calls.ts";

/**
 * LXC gives a program lxc.environment alone: src/lxc/start.c, do_start, clearenv; seen with 5.0.2. That of the reference devices (dialect 2.0) is
 * patched to keep what its caller has.
 */
export const unitEnvironment: ContainerRule<"unit-environment"> = {
  kind: "container",
  code: "unit-environment",
  severity: "warning",
  title: "A unit sets a variable that the program in the container names and does not get.",
  judge: (context) =>
    dialectFrom(context.dialect, "3.0")
      ? startingCalls(context).flatMap((call) => {
          const lost =
            call.asked.param === "start" && !runsOthers(call)
              ? variablesOf(call).filter(({ name }) => !isUsed(context, call, name) && isWanted(context, call, name))
              : [];
          return lost.map(({ name, setting, value }) => ({
            location: locationOf(context, context.plan.launcher),
            message: `/${setting.file}:${setting.line}: Environment= sets ${name}, which LXC keeps from the program, which names it: that gets what Environment in the description says alone`,
            help: `write <Variable>${name}=${value}</Variable> in Environment, and take it out of the unit`,
          }));
        })
      : [],
};

interface UnitVariable {
  readonly name: string;
  readonly value: string;
  readonly setting: UnitSetting;
}

const variablesOf = ({ service }: StartingCall): readonly UnitVariable[] =>
  service.all("Environment").flatMap((setting) =>
    [...setting.value.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].flatMap(([word, double, single]) => {
      const [, name, value] = /^([A-Za-z_]\w*)=([^]*)$/.exec(double ?? single ?? word) ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value, setting }];
    }),
  );

/** Whether the unit has commands of its own, which may be those that need the variable. */
const runsOthers = ({ service, isAlone }: StartingCall): boolean =>
  !isAlone || commandsOf(service).some(({ words }) => !/\/launcher\/[^/]*\.sh$|(?:^|\/)(?:lxc-\w+|kill)$/.test(words[0] ?? ""));

/** Whether the launcher, LXC or the loader of either uses it, or the container has it. */
const isUsed = (context: ContainerContext, { asked: { command }, setting }: StartingCall, name: string): boolean =>
  COMMON.test(name) ||
  context.variables(name).length > 0 ||
  setting.value.includes(name) ||
  // What stands inside a substitution is the launcher's as well.
  /\$\(|`/.test(command.text) ||
  command.shell.words.some(({ parameters }) => parameters.some((parameter) => parameter.name === name));

/** What LXC, the loader and the C library read, or what any program may name without a need: environ(7). */
const COMMON = /^(?:(?:LXC|LD|MALLOC|SYSTEMD|LC)_|(?:PATH|NOTIFY_SOCKET|LANG|LANGUAGE|HOME|USER|LOGNAME|SHELL|TERM|TMPDIR)$)/;

/** Whether the container's program is known to ask for it: its command names the variable, or its file does. */
const isWanted = ({ view, host }: ContainerContext, { asked: { command } }: StartingCall, name: string): boolean => {
  const word = new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`);
  const found = lookup(view.rootfs, command.words[0] ?? "");
  return (
    word.test(command.text) ||
    (found.kind === "found" && found.node.type === "file" && word.test(readHostText(host, found.node, MAX_PROGRAM) ?? ""))
  );
};

/** In bytes; more than programs have that read a variable of a unit. */
const MAX_PROGRAM = 16 * 1024 * 1024;
