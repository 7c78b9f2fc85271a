import { bindsSource } from "../../plan/mount-kind.ts";
import { isUnder } from "../../rootfs/paths.ts";
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
      .filter(bindsSource)
      .map((mount) => ({ mount, covered: ["etc/passwd", "etc/group"].filter((path) => isUnder(path, mount.place)) }))
      .filter(({ covered }) => covered.length > 0)
      .map(({ mount, covered }) => ({
        location: locationOf(context, mount),
        message: `${mount.destination} covers the container's own ${covered.join(" and ")}: it sees more than its users and groups`,
        help: "remove the entry; ExtraUsers and ExtraGroups name whom the container needs",
      }));
  },
};
