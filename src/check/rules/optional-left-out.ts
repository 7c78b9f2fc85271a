import { hasCreateOption } from "../../plan/mount-kind.ts";
import { locationOf } from "../container-facts.ts";
import { isThere } from "../mount-places.ts";
import type { ContainerRule } from "../rule.ts";

/** LXC passes over an optional entry whose mount fails, and a fresh /dev and a tmpfs have no place for it (src/lxc/conf.c, mount_entry; seen on LXC 5.0.2). */
export const optionalLeftOut: ContainerRule<"optional-left-out"> = {
  kind: "container",
  isOfLxc: true,
  code: "optional-left-out",
  severity: "hint",
  title: "An optional mount for which a fresh /dev or a tmpfs has no place: it is left out even where its source is there.",
  judge: (context) =>
    context.mountPoints().flatMap((point) => {
      const { mount, outer } = point;
      const isEmptyAtFirst = outer === undefined || outer.fsType === "tmpfs";
      if (!mount.options.includes("optional") || !isEmptyAtFirst || hasCreateOption(mount) || isThere(context, point)) return [];
      return [
        {
          location: locationOf(context, mount),
          message: `${mount.destination} is never mounted: ${outer === undefined ? "a fresh /dev" : outer.destination} has no such place, and the entry is optional`,
          help: "add create=file or create=dir to the Options",
        },
      ];
    }),
};
