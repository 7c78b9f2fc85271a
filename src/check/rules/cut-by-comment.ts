import { readableCommands, locationInCommand, textFrom } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";

/** A `#` that begins a word begins a comment (XCU 2.3). */
export const cutByComment: ContainerRule<"cut-by-comment"> = {
  kind: "container",
  code: "cut-by-comment",
  severity: "warning",
  title: "A # makes the rest of ExecName or ExecParams a comment.",
  judge: (context) =>
    readableCommands(context.plan.launcher).flatMap(({ command }) => {
      const { text, shell } = command;
      const { comment } = shell;
      if (comment === undefined) return [];
      const rest = textFrom(text, comment);
      return {
        location: locationInCommand(context, command, comment),
        message: `"${rest}" is a comment to the launcher's shell: the program does not get it`,
        help: `write '${rest.split(/\s/)[0]}' in quotes`,
      };
    }),
};
