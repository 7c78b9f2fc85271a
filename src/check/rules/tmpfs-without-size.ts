import { bindsSource } from "../../plan/mount-kind.ts";
import { locationOf } from "../container-facts.ts";
import { entryMounts } from "../mount-options.ts";
import type { ContainerRule } from "../rule.ts";

export const tmpfsWithoutSize: ContainerRule<"tmpfs-without-size"> = {
  kind: "container",
  code: "tmpfs-without-size",
  severity: "sanity",
  title: "A tmpfs that may fill the device's memory.",
  judge: (context) =>
    entryMounts(context)
      .filter((mount) => mount.fsType === "tmpfs" && !bindsSource(mount) && !mount.options.some((option) => /^size=./.test(option)))
      .map((mount) => ({
        location: locationOf(context, mount),
        message: `the tmpfs ${mount.destination} is mounted without size=`,
        help: "add size=… to its Options",
      })),
};
