import { writeValue } from "../../diagnostics/fix.ts";
import { rootfsPath } from "../../plan/container-paths.ts";
import { isUnder, rebase } from "../../rootfs/paths.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** A Destination counts from the container's root, whatever stands before it. */
export const destinationOnHost: ContainerRule<"destination-on-host"> = {
  kind: "container",
  code: "destination-on-host",
  severity: "warning",
  title: "A Destination that is the path of the container's root on the host, and so lies in itself.",
  judge: (context) => {
    const root = rootfsPath(context.plan);
    return entryMounts(context)
      .filter(({ place }) => isUnder(place, root) && place !== root)
      .map((mount) => {
        const location = locationOfPart(context, mount, "destination");
        const inside = rebase(mount.place, root, "");
        return {
          location,
          message: `${mount.destination} counts from the container's root: in the container it is /${mount.place}, not /${inside}`,
          help: writeValue(location, inside, `write ${inside}`),
        };
      });
  },
};
