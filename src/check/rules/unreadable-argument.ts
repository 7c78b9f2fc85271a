import type { Advice } from "../../diagnostics/fix.ts";
import { mayAccess } from "../../linux/access.ts";
import type { Mount } from "../../plan/mount.ts";
import { accessPath } from "../../rootfs/access-path.ts";
import type { HostNode } from "../../rootfs/host-rootfs.ts";
import { pathArguments, type PathArgument } from "../arguments.ts";
import { bringerOf } from "../bringer-of.ts";
import type { ContainerContext } from "../container-context.ts";
import { grantsRights } from "../file-capabilities.ts";
import { launchedProcesses } from "../launched-processes.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";
import { ownTmpfs } from "../tmpfs-options.ts";

/** Neither to read nor to write, for what is only written needs no reading. */
export const unreadableArgument: ContainerRule<"unreadable-argument"> = {
  kind: "container",
  code: "unreadable-argument",
  severity: "warning",
  title: "A command is given the path of something that its process may neither read nor write.",
  judge: (context) =>
    pathArguments(context).flatMap((argument) => {
      const { execution, location, path } = argument;
      const wall = wallOf(context, argument);
      if (wall === undefined) return [];
      const { mode, uid, gid } = wall;
      const octal = (mode & 0o7777).toString(8).padStart(4, "0");
      const tmpfs = tmpfsAt(context, wall);
      const what = tmpfs === undefined ? (wall.path === "" ? "/" : wall.path) : `the tmpfs at /${wall.path}`;
      return {
        location: tmpfs === undefined ? bringerOf(context, wall, location) : locationOfPart(context, tmpfs, "options"),
        message: `${execution.name} is given ${path}, which its process may neither read nor write: ${what} has mode ${octal}, uid ${uid}, gid ${gid}`,
        help: tmpfs === undefined ? "set its mode, owner or group in the host rootfs" : openedTmpfs(context, tmpfs, argument, wall),
      };
    }),
};

const tmpfsAt = ({ view }: ContainerContext, { path }: HostNode): Mount | undefined => {
  const mount = view.originOf(path)?.mount;
  return mount?.fsType === "tmpfs" && mount.place === path ? mount : undefined;
};

/** Another process may be the one that the options are for. */
const openedTmpfs = ({ plan }: ContainerContext, tmpfs: Mount, { execution }: PathArgument, wall: HostNode): Advice => {
  const { help, fix } = ownTmpfs(tmpfs, execution.process);
  const isOfAnother = launchedProcesses(plan).some((who) => mayAccess(wall, who, "x"));
  return { help, fix: isOfAnother ? [] : fix };
};

/** The file, or a directory on the way, that keeps the process off; none where its program gains rights as it is executed. */
const wallOf = ({ view }: ContainerContext, { execution, path }: PathArgument): HostNode | undefined => {
  const { process: who, files } = execution;
  if (files.some(grantsRights)) return undefined;
  const access = accessPath(view.rootfs, path, who, "r");
  if (access.kind !== "denied") return undefined;
  const mayUse = access.by.type === "directory" ? mayAccess(access.by, who, "x") : mayAccess(access.by, who, "w");
  return mayUse ? undefined : access.by;
};
