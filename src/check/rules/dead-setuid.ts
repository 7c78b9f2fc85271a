import { isSetgid, isSetuid } from "../../linux/set-id.ts";
import { hasFlag } from "../../plan/mount-kind.ts";
import type { ProcessPlan } from "../../plan/process-plan.ts";
import type { HostNode } from "../../rootfs/host-rootfs.ts";
import { baseOf } from "../../rootfs/paths.ts";
import { hostPathOf } from "../../view/container-view.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** execve(2), mount(2) MS_NOSUID. Only of what the launcher's commands execute: others may have the bit for another use. */
export const deadSetuid: ContainerRule<"dead-setuid"> = {
  kind: "container",
  code: "dead-setuid",
  severity: "warning",
  title: "A setuid or setgid bit of a program has no effect, for its mount is nosuid.",
  judge: (context) =>
    context.executions().flatMap(({ files, process }) =>
      files.flatMap((file) => {
        const origin = context.view.originOf(file.path);
        const mount = origin?.mount;
        if (
          origin === undefined ||
          mount === undefined ||
          !hasFlag(mount, "nosuid") ||
          isBusybox(hostPathOf(file.path, origin) ?? file.path)
        )
          return [];
        const bits = bitsOf(file, process);
        if (bits.length === 0) return [];
        return [
          {
            location: locationOfPart(context, mount, "options"),
            message: `${file.path} is ${bits.join(" and ")}, which nosuid on its mount disables`,
            help: "remove nosuid from the Options of the mount, or the bit from the file",
          },
        ];
      }),
    ),
};

/** Most of its names drop what the bits give. */
const isBusybox = (path: string): boolean => baseOf(path).startsWith("busybox");

/** Those that would change something; they change nothing for a script. */
const bitsOf = (file: HostNode, { uid, gid }: ProcessPlan): readonly string[] => {
  if (file.magic >>> 16 === SHEBANG) return [];
  const setuid = isSetuid(file.mode) && file.uid !== uid;
  const setgid = isSetgid(file.mode) && file.gid !== gid;
  return [...(setuid ? ["setuid"] : []), ...(setgid ? ["setgid"] : [])];
};

/** `#!` */
const SHEBANG = 0x2321;
