import { NOT_IN_USER_NAMESPACE } from "../../linux/file-systems.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** mount(2): EPERM. A bundle of secure mode is set up in its user namespace. */
export const notInUserNamespace: ContainerRule<"not-in-user-namespace"> = {
  kind: "container",
  code: "not-in-user-namespace",
  severity: "error",
  title: "A file system that can't be mounted in the user namespace of a bundle.",
  judge: (context) =>
    entryMounts(context).flatMap((mount) => {
      const { fsType, destination } = mount;
      if (context.plan.bundle?.mapped === undefined || bindsSource(mount) || !NOT_IN_USER_NAMESPACE.has(fsType)) return [];
      const { outcome } = refusedMount(mount, context.plan);
      return [
        {
          location: locationOfPart(context, mount, "fsType"),
          message: `${destination}: ${fsType} can't be mounted in a user namespace: ${outcome}`,
          help:
            fsType === "devtmpfs"
              ? "mount a tmpfs there, and name the devices in DevicesAllow: the runtime makes their nodes in it"
              : "let the host mount it, and bind the directory if the user may read it there",
        },
      ];
    }),
};
