import { placeOfCall } from "../launcher-calls.ts";
import { locationInCommand, readableCommands } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";
import { type UnitCall, unitCalls } from "../unit-calls.ts";

/** A launcher's `$1` is `start` or an Attach's ParamName; what is to go to the program stands behind it. */
export const argumentNotPassed: ContainerRule<"argument-not-passed"> = {
  kind: "container",
  code: "argument-not-passed",
  severity: "warning",
  title: "ExecName or ExecParams take an argument of the launcher that no unit gives it.",
  judge: (context) =>
    readableCommands(context.plan.launcher).flatMap(({ command, param }) => {
      const calls = unitCalls(context).filter(({ asked }) => asked?.param === param);
      const [first] = calls;
      const missed = command.shell.words
        .flatMap(({ parameters }) => parameters)
        .find(({ name, hasDefault }) => /^[1-9]$/.test(name) && !hasDefault && !calls.some((call) => passes(call, Number(name))));
      if (first === undefined || missed === undefined) return [];
      return {
        location: locationInCommand(context, command, missed.at),
        message: `$${missed.name} is ${missed.name === "1" ? `the word ${param}` : "empty"}: ${placeOfCall(first)} gives the launcher ${param} alone`,
        help:
          missed.name === "1"
            ? `write $2, and let the unit give it behind ${param}`
            : `let the unit give it behind ${param}, or write \${${missed.name}:-value}`,
      };
    }),
};

/** Whether a call may give that argument: behind the first one there has to be another. */
const passes = ({ args }: UnitCall, number: number): boolean => args.length >= Math.max(number, 2) || args.includes(undefined);
