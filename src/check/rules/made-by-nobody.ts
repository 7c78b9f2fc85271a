import { bindsSource, hasFlag } from "../../plan/mount-kind.ts";
import type { Mount } from "../../plan/mount.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { isMadeLater, isVolatile, realSource } from "../made-at-boot.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** What lies on a tmpfs is made anew at each boot, and what a tarball lacks of /var at the first one; who makes it may be a program. */
export const madeByNobody: ContainerRule<"made-by-nobody"> = {
  kind: "container",
  code: "made-by-nobody",
  severity: "hint",
  title: "Nothing in the host rootfs is known to make what a container mounts.",
  judge: (context) => {
    const { plan, host, madeAtBoot, bootTypes } = context;
    const directories = plan.mounts.filter((mount) => isMadeLater(host, plan, mount));
    const files = entryMounts(context).filter((mount) => isOwnFile(context, mount));
    if (directories.length + files.length === 0) return [];
    const isLacking = ({ source }: Mount): boolean => {
      const path = realSource(host, source);
      return !madeAtBoot()(path) && bootTypes()(path) === undefined;
    };
    const found = (mount: Mount, help: string): Found => ({
      location: locationOf(context, mount),
      message: `nothing in the host rootfs is known to make ${mount.source}: the container starts only where it is there`,
      help,
    });
    const owner = plan.launcher?.start.userName ?? "root";
    return [
      ...directories
        .filter(isLacking)
        .map((mount) => found(mount, `a line of tmpfiles.d(5) makes it at boot: d ${mount.source} 0755 ${owner} - -`)),
      ...files
        .filter(isLacking)
        .map((mount) =>
          found(mount, `mount its directory, in which the container can make it; or: f ${mount.source} 0644 ${owner} - - in tmpfiles.d(5)`),
        ),
    ];
  },
};

/** A file that the container is to write, which does not vanish at boot: what a program serves in /run is made by that. */
const isOwnFile = ({ plan: { rootfs }, host }: ContainerContext, mount: Mount): boolean => {
  const isAbsent = bindsSource(mount) && mount.host === undefined && mount.inside === undefined && !mount.options.includes("optional");
  if (
    !isAbsent ||
    mount.isDevice ||
    !mount.options.includes("rw") ||
    hasFlag(mount, "ro") ||
    rootfs?.tree.get(mount.place)?.type !== "file"
  )
    return false;
  const path = realSource(host, mount.source);
  return path.startsWith("var/") && !isVolatile(path);
};
