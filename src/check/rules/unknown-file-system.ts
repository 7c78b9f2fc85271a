import { closest } from "../../diagnostics/closest.ts";
import { meantOne } from "../../diagnostics/did-you-mean.ts";
import { writeValue } from "../../diagnostics/fix.ts";
import { FILE_SYSTEMS, MEANT_FILE_SYSTEMS } from "../../linux/file-systems.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import { dialectFrom } from "../../plan/plan-context.ts";
import type { ContainerContext } from "../container-context.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import type { ContainerRule } from "../rule.ts";

/** mount(2): ENODEV. LXC does not try file systems, as mount(8) does for auto. A name that resembles none may be of a driver of the device's own. */
export const unknownFileSystem: ContainerRule<"unknown-file-system"> = {
  kind: "container",
  code: "unknown-file-system",
  severity: "either",
  title: "An FsType that no kernel knows.",
  judge: (context) =>
    entryMounts(context).flatMap((mount) => {
      const { fsType, destination } = mount;
      if (isOfOldKernel(context, fsType)) return [];
      if (bindsSource(mount) || FILE_SYSTEMS.has(fsType) || fsType.startsWith("fuse.")) return [];
      const meant = MEANT_FILE_SYSTEMS.get(fsType);
      const similar = meant === undefined ? closest(fsType, FILE_SYSTEMS) : [meant];
      if (similar.length === 0 && fsType !== "auto") return [];
      const { severity, outcome } = refusedMount(mount, context.plan);
      return [
        {
          location: locationOfPart(context, mount, "fsType"),
          message: `${destination}: no kernel has a file system ${fsType}: ${outcome}`,
          help:
            similar.length === 0 || fsType === "auto"
              ? "name the file system: LXC does not find it out"
              : meantOne(similar, (to) => writeValue(locationOfPart(context, mount, "fsType"), to, "").fix),
          severity,
        },
      ];
    }),
};

/** Devices with LXC 2.0 may have a kernel of that time. */
const isOfOldKernel = ({ dialect }: ContainerContext, fsType: string): boolean => fsType === "overlayfs" && !dialectFrom(dialect, "3.0");
