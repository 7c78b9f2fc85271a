import type { Mount } from "../../plan/mount.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import { kindOf } from "../../plan/finding-words.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** mount(2): ENOTDIR. What stands in the container's own tree is judged when it is planned. */
export const mountPointType: ContainerRule<"mount-point-type"> = {
  kind: "container",
  code: "mount-point-type",
  severity: "error",
  title: "A mount on something of another mount that is of the other type: a directory on a file, or the reverse.",
  judge: (context) =>
    context.certainMountPoints().flatMap(({ mount, onHost, link }) => {
      const there = onHost === undefined || link !== undefined ? undefined : context.before.nodes.get(onHost);
      const isDirectory = showsDirectory(context, mount);
      if (there === undefined || isDirectory === undefined || isDirectory === (there.type === "directory")) return [];
      return [
        {
          location: locationOf(context, mount),
          message: `${mount.destination} is a ${kindOf(there.type)} in the mount that it lies in, on which no ${isDirectory ? "directory" : "file"} can be mounted: ${context.plan.bundle === undefined ? "LXC" : "the runtime"} will not start the container`,
          help: isDirectory
            ? "use a Destination that is a directory"
            : `use a Destination that is a file: ${mount.destination}/… for one in it`,
        },
      ];
    }),
};

/** Whether it is a directory that is mounted, as far as the host rootfs tells. */
const showsDirectory = ({ before }: ContainerContext, mount: Mount): boolean | undefined => {
  if (!bindsSource(mount)) return true;
  const node = mount.host === undefined ? undefined : before.nodes.get(mount.host);
  return node === undefined ? undefined : node.type === "directory";
};
