import { type Guarded, mayAccess } from "../../linux/access.ts";
import type { NotifyPlan } from "../../plan/launcher-plan.ts";
import { hasHostSource } from "../../plan/mount-kind.ts";
import type { ProcessPlan } from "../../plan/process-plan.ts";
import type { Mount } from "../../plan/mount.ts";
import { lookup, pathOf } from "../../rootfs/lookup.ts";
import { parentOf } from "../../rootfs/paths.ts";
import { readAccounts } from "../../rootfs/read-accounts.ts";
import { bootDirectory } from "../../rootfs/tmpfiles.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { grantsRights } from "../file-capabilities.ts";
import type { ContainerRule } from "../rule.ts";

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

interface Wall extends Guarded {
  readonly path: string;
}

/** The directory of the PidFile as the device has it, where the container shows it and the process may not write in it. */
const wallOf = (context: ContainerContext, { pidFile }: NotifyPlan, who: ProcessPlan): Wall | undefined => {
  if (pidFile === undefined || !pidFile.startsWith("/")) return undefined;
  const { plan, view, before, host } = context;
  const directory = parentOf(pidFile);
  const path = pathOf(lookup(before, directory));
  const inside = lookup(view.rootfs, directory);
  const place = pathOf(inside);
  if (path === undefined || place === undefined) return undefined;
  if (plan.rootfs !== undefined && !shows(context, view.originOf(place)?.mount, { place, path })) return undefined;
  const made = bootDirectory(host, readAccounts(before).value, path);
  const node = inside.kind === "found" ? inside.node : undefined;
  const wall = made === undefined ? node : { type: "directory", xattrs: new Map<string, Uint8Array>(), ...made };
  return wall === undefined || mayAccess(wall, who, "wx") ? undefined : { ...wall, path };
};

/** Whether a mount shows a directory of the host at a place of the container. */
const shows = (
  { before }: ContainerContext,
  mount: Mount | undefined,
  { place, path }: { readonly place: string; readonly path: string },
): boolean => {
  if (mount === undefined || !hasHostSource(mount) || mount.inside !== undefined) return false;
  return pathOf(lookup(before, `${mount.source}${place.slice(mount.place.length)}`)) === path;
};
