import { DEVICE_TAGS, ON_BLOCK_DEVICE } from "../../linux/file-systems.ts";
import { kindOf } from "../../plan/finding-words.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import { lookup } from "../../rootfs/lookup.ts";
import type { ContainerContext } from "../container-context.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import type { ContainerRule } from "../rule.ts";

/** mount(2): ENOTBLK, ENOENT. Loop devices are made by mount(8), which neither LXC nor an OCI runtime calls, and tags like UUID=… are looked up by it. */
export const sourceNotDevice: ContainerRule<"source-not-device"> = {
  kind: "container",
  code: "source-not-device",
  severity: "either",
  title: "A file system of a disk is to be mounted from what is no block device.",
  judge: (context) =>
    entryMounts(context).flatMap((mount) => {
      const { fsType, source, destination } = mount;
      if (bindsSource(mount) || !ON_BLOCK_DEVICE.has(fsType)) return [];
      const wrong = wrongSource(context, source);
      if (wrong === undefined) return [];
      const { severity, outcome } = refusedMount(mount, context.plan);
      const message = `${destination}: ${fsType} is mounted from a block device, and ${source} is ${wrong.what}: ${outcome}`;
      return [{ location: locationOfPart(context, mount, "source"), message, help: wrong.help, severity }];
    }),
};

/** What a source is that is no block device; one that the device makes may be any. */
const wrongSource = ({ before }: ContainerContext, source: string): { readonly what: string; readonly help: string } | undefined => {
  const [, tag = "", value = ""] = /^([A-Z]+)=(.+)$/.exec(source) ?? [];
  const links = DEVICE_TAGS.get(tag);
  if (links !== undefined) return { what: "a tag, which only mount(8) looks up", help: `name the device: udev makes ${links}/${value}` };
  const found = source.startsWith("/") ? lookup(before, source) : undefined;
  if (found?.kind !== "found" || found.node.type === "block") return undefined;
  return {
    what: `a ${kindOf(found.node.type)}`,
    help: found.node.type === "file" ? IMAGE : "bind it: no FsType, and the option bind",
  };
};

const IMAGE = "let the host mount the image, with its loop device, and bind the directory; only mount(8) knows the option loop";
