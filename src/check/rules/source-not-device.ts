import { ON_BLOCK_DEVICE } from "../../linux/file-systems.ts";
import { kindOf } from "../../plan/finding-words.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import type { ContainerRule } from "../rule.ts";

/** mount(2): ENOTBLK. Loop devices are made by mount(8), which LXC does not call. */
export const sourceNotDevice: ContainerRule<"source-not-device"> = {
  kind: "container",
  code: "source-not-device",
  severity: "either",
  title: "A file system of a disk is to be mounted from what is no block device.",
  judge: (context) =>
    entryMounts(context).flatMap((mount) => {
      const { fsType, source, destination } = mount;
      if (bindsSource(mount) || !ON_BLOCK_DEVICE.has(fsType) || !source.startsWith("/")) return [];
      const found = lookup(context.before, source);
      if (found.kind !== "found" || found.node.type === "block") return [];
      const { severity, outcome } = refusedMount(mount);
      return [
        {
          location: locationOfPart(context, mount, "source"),
          message: `${destination}: ${fsType} is mounted from a block device, and ${source} is a ${kindOf(found.node.type)}: ${outcome}`,
          help: found.node.type === "file" ? IMAGE : "bind it: no FsType, and the option bind",
          severity,
        },
      ];
    }),
};

const IMAGE =
  "let the host mount the image, with its loop device, and bind the directory; LXC makes no loop device, and passes over the option loop";
