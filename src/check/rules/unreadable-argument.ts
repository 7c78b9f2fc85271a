import { mayAccess } from "../../linux/access.ts";
import { accessPath } from "../../rootfs/access-path.ts";
import type { HostNode } from "../../rootfs/host-rootfs.ts";
import { pathArguments, type PathArgument } from "../arguments.ts";
import { bringerOf } from "../bringer-of.ts";
import type { ContainerContext } from "../container-context.ts";
import { grantsRights } from "../file-capabilities.ts";
import type { ContainerRule } from "../rule.ts";

/** Neither to read nor to write, for what is only written needs no reading. */
export const unreadableArgument: ContainerRule<"unreadable-argument"> = {
  kind: "container",
  code: "unreadable-argument",
  severity: "warning",
  title: "A command is given the path of something that its process may neither read nor write.",
  judge: (context) =>
    pathArguments(context).flatMap((argument) => {
      const { execution, path } = argument;
      const wall = wallOf(context, argument);
      if (wall === undefined) return [];
      const { mode, uid, gid } = wall;
      const octal = (mode & 0o7777).toString(8).padStart(4, "0");
      const about = `${wall.path === "" ? "/" : wall.path} has mode ${octal}, uid ${uid}, gid ${gid}`;
      return {
        location: bringerOf(context, wall, execution.location),
        message: `${execution.name} is given ${path}, which its process may neither read nor write: ${about}`,
        help: "set its mode, owner or group in the host rootfs",
      };
    }),
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
