import { changeOptions } from "../../diagnostics/fix.ts";
import type { Mount } from "../../plan/mount.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import { isUnder } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { MountPoint } from "../mount-points.ts";
import { isThere, isUnknownType, showsDirectory } from "../mount-places.ts";
import type { ContainerRule } from "../rule.ts";

/** mount(2): ENOTDIR. What the overlay has as a mount point LXC leaves as it is. */
export const createdType: ContainerRule<"created-type"> = {
  kind: "container",
  isOfLxc: true,
  code: "created-type",
  severity: "either",
  title: "create= makes a mount point of the other type: a directory for a file, or the reverse.",
  judge: (context) =>
    context.mountPoints().flatMap((point) => {
      const { mount, onHost } = point;
      const given = mount.options.find((option) => option === "create=dir" || option === "create=file");
      if (given === undefined) return [];
      const wanted = showsDirectory(context, mount) ? "create=dir" : "create=file";
      if (given === wanted || isUnknownType(context, mount)) return [];
      const isPlanned = context.plan.rootfs?.tree.has(mount.place) === true && onHost === undefined && !isInMount(context, mount);
      if (isPlanned || isMadeByLxc(context, point)) return [];
      if (onHost !== undefined && context.before.nodes.get(onHost) !== undefined) return [];
      const { severity, outcome } = refusedMount(mount, context.plan);
      const by = mount.isDevice && onHost === undefined ? `${given}, which type="dev" means where no other create= is written` : given;
      return [
        {
          location: locationOfPart(context, mount, "options"),
          message: `${mount.destination} is made a ${given === "create=dir" ? "directory" : "file"} by ${by}, and what is mounted is none: ${outcome}`,
          help: changeOptions(mount.parts?.options, { add: [wanted] }, `write ${wanted}`),
          severity,
        },
      ];
    }),
};

/** Whether LXC has made it in a fresh /dev by then. */
const isMadeByLxc = (context: ContainerContext, point: MountPoint): boolean =>
  context.plan.conf.autoDev && isUnder(point.mount.place, "dev") && isThere(context, point);

/** Whether an earlier mount, or a fresh /dev, covers what the overlay has there. */
const isInMount = ({ plan }: ContainerContext, mount: Mount): boolean =>
  (plan.conf.autoDev && mount.place.startsWith("dev/")) ||
  plan.mounts.slice(0, plan.mounts.indexOf(mount)).some(({ place }) => mount.place.startsWith(`${place}/`));
