import { readableCommands, locationInCommand } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";

/** systemd.kill(5): when a unit's main process has ended, what it leaves in its cgroup is killed. */
export const endsInBackground: ContainerRule<"ends-in-background"> = {
  kind: "container",
  code: "ends-in-background",
  severity: "warning",
  title: "An & puts LXC's command into the background, and the launcher ends.",
  judge: (context) =>
    readableCommands(context.plan.launcher).flatMap(({ command }) => {
      const { text, shell } = command;
      const last = shell.operators.at(-1);
      if (last?.text !== "&" || !/^\s*(?:#.*)?$/.test(text.slice(last.at + 1))) return [];
      return {
        location: locationInCommand(context, command, last.at),
        message:
          "the & at the end puts the container into the background: the launcher ends with 0 at once, and systemd ends what it started",
        help: 'remove the &; with SystemdNotify create="yes" the launcher does it itself, and waits until the program is there',
      };
    }),
};
