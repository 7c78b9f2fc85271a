import { launcherCommands, locationInCommand, shellFaultOf, textFrom } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";

/** sh reads a `case` as a whole before it runs any of it (XCU 2.9.4): what one branch holds wrong takes the others along. */
export const launcherSyntax: ContainerRule<"launcher-syntax"> = {
  kind: "container",
  code: "launcher-syntax",
  severity: "error",
  title: "The launcher would be no script that sh can read.",
  judge: (context) => {
    const { launcher } = context.plan;
    return launcherCommands(launcher).flatMap(({ command }) => {
      const fault = shellFaultOf(command);
      if (fault === undefined) return [];
      const near = textFrom(command.text, fault.at);
      return {
        location: locationInCommand(context, command, fault.at),
        message: `${fault.what}${near === "" ? "" : `: ${near}`}; sh can't read ${launcher?.name}.sh, and runs neither start nor stop nor any other part of it`,
        help: "put what the program is to get as it stands between single quotes, or a backslash before the character",
      };
    });
  },
};
