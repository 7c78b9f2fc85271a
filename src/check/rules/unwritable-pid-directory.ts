import { mayAccess } from "../../linux/access.ts";
import type { NotifyPlan } from "../../plan/launcher-plan.ts";
import type { ProcessPlan } from "../../plan/process-plan.ts";
import { lookup, pathOf } from "../../rootfs/lookup.ts";
import { parentOf } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { grantsRights } from "../file-capabilities.ts";
import type { ContainerRule } from "../rule.ts";
import { type ShownDirectory, shownDirectory } from "../shown-directory.ts";

/** The launcher waits for the file that its program can't make, and fails. Who makes a directory that no tmpfiles.d(5) names isn't known. */
export const unwritablePidDirectory: ContainerRule<"unwritable-pid-directory"> = {
  kind: "container",
  code: "unwritable-pid-directory",
  severity: "error",
  title: "A process may not write in the directory of its PidFile.",
  judge: (context) => {
    const { launcher } = context.plan;
    if (launcher === undefined || context.executions().some(({ files }) => files.some(grantsRights))) return [];
    return [launcher.start, ...launcher.attaches].flatMap(({ command: { notify, why }, process: who }) => {
      const wall = notify === undefined ? undefined : wallOf(context, notify, who);
      if (wall === undefined || notify === undefined) return [];
      const { path, mode, uid, gid } = wall;
      const name = who.userName === undefined ? "root" : `user ${who.userName}`;
      const octal = (mode & 0o7777).toString(8).padStart(4, "0");
      return {
        location: locationOf(context, { why: { ...why, span: notify.pidFileSpan } }),
        message: `${name} may not write ${notify.pidFile} in /${path} (mode ${octal}, uid ${uid}, gid ${gid}): the launcher waits for it in vain`,
        help: "give the user a directory of its own there: a line of tmpfiles.d(5), or its mode and owner in the host rootfs",
      };
    });
  },
};

/** The directory of the PidFile as the device has it, where the container shows it and the process may not write in it. */
const wallOf = (context: ContainerContext, { pidFile }: NotifyPlan, who: ProcessPlan): ShownDirectory | undefined => {
  if (pidFile === undefined || !pidFile.startsWith("/")) return undefined;
  const directory = parentOf(pidFile);
  const shown = shownDirectory(context, directory);
  if (shown === undefined || shown.path !== pathOf(lookup(context.before, directory))) return undefined;
  return mayAccess(shown, who, "wx") ? undefined : shown;
};
