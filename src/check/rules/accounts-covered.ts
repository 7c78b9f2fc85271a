import { bindsSource } from "../../plan/mount-kind.ts";
import { isUnder } from "../../rootfs/paths.ts";
import type { Mount } from "../../plan/mount.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

/** Such a mount shows the container what the subset was to hide. */
export const accountsCovered: ContainerRule<"accounts-covered"> = {
  kind: "container",
  code: "accounts-covered",
  severity: "sanity",
  title: "A mount covers the generated passwd or group.",
  judge: (context) => {
    if (context.plan.users === undefined) return [];
    return entryMounts(context)
      .filter((mount) => bindsSource(mount) || mount.fsType === "tmpfs")
      .map((mount) => ({ mount, covered: ACCOUNTS.filter((path) => isUnder(path, mount.place) && isOf(context, path, mount)) }))
      .filter(({ covered }) => covered.length > 0)
      .map(({ mount, covered }) => {
        const files = covered.join(" and ");
        return bindsSource(mount)
          ? {
              location: locationOf(context, mount),
              message: `${mount.destination} covers the container's own ${files}: it sees more than its users and groups`,
              help: "remove the entry; ExtraUsers and ExtraGroups name whom the container needs",
            }
          : {
              location: locationOf(context, mount),
              message: `the tmpfs ${mount.destination} covers the container's own ${files}: it sees no users and groups at all`,
              help: "mount a tmpfs on what is written below it, and not on all of it",
            };
      });
  },
};

const ACCOUNTS = ["etc/passwd", "etc/group"];

/** Whether it is a bind, or a tmpfs in which nothing brings the file back. */
const isOf = ({ view }: ContainerContext, path: string, mount: Mount): boolean =>
  bindsSource(mount) || (view.originOf(path)?.mount === mount && view.rootfs.nodes.get(path) === undefined);
