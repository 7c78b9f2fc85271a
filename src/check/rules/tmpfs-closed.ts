import { locationOfPart } from "../mount-parts.ts";
import { emptyFileSystem } from "../../view/empty-file-system.ts";
import type { ContainerRule } from "../rule.ts";

/** Without a user namespace the root of a tmpfs is the host's root's, and so is the process, which has no dac_override then. */
export const tmpfsClosed: ContainerRule<"tmpfs-closed"> = {
  kind: "container",
  code: "tmpfs-closed",
  severity: "warning",
  title: "The mode of a tmpfs keeps a bundle's process out of it.",
  judge: (context) => {
    const { bundle, mounts } = context.plan;
    const who = bundle?.start?.process;
    if (bundle === undefined || bundle.mapped !== undefined || who === undefined || who.dacOverride) return [];
    return mounts
      .filter(({ fsType, place }) => fsType === "tmpfs" && (place === "dev" || place === "tmp"))
      .flatMap((mount) => {
        const root = emptyFileSystem(mount);
        if (root === undefined) return [];
        const { mode, uid, gid } = root;
        const bits = uid === who.uid ? mode >> 6 : gid === who.gid ? mode >> 3 : mode;
        if ((bits & 1) !== 0) return [];
        return [
          {
            location: locationOfPart(context, mount, "options"),
            message: `${mount.destination} is mounted so that the process, root without dac_override, may not enter it`,
            help: "write a mode with the x that it needs (mode=0755 for /dev, mode=1777 for /tmp), or leave uid and gid out",
          },
        ];
      });
  },
};
