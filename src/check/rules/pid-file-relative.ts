import { writeValue } from "../../diagnostics/fix.ts";
import { locationOf } from "../container-facts.ts";
import { launcherCommands } from "../launcher-commands.ts";
import type { ContainerRule } from "../rule.ts";

/** The launcher takes it from its own working directory, which is the unit's (systemd.exec(5): `/`) or that of whoever calls it. */
export const pidFileRelative: ContainerRule<"pid-file-relative"> = {
  kind: "container",
  code: "pid-file-relative",
  severity: "warning",
  title: "A PidFile is no absolute path.",
  judge: (context) =>
    launcherCommands(context.plan.launcher).flatMap(({ command: { notify, why } }) => {
      const path = notify?.pidFile;
      if (path === undefined || path.startsWith("/")) return [];
      const location = locationOf(context, { why: { ...why, span: notify?.pidFileSpan } });
      return {
        location,
        message: `the launcher waits for ${path} in the directory where it is called, whatever that is`,
        help: writeValue(location, `/${path}`, `write /${path}`),
      };
    }),
};
