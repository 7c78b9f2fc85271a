import { changeOptions } from "../../diagnostics/fix.ts";
import type { Mount } from "../../plan/mount.ts";
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
      .filter((mount) => mount.fsType === "tmpfs" && !bindsSource(mount) && !mount.options.some((option) => LIMITS.test(option)))
      .map((mount) => ({
        location: locationOf(context, mount),
        message: `the tmpfs ${mount.destination} is mounted without ${isUnlimited(mount) ? "a limit: size=0 is none" : "size="}`,
        help: changeOptions(
          mount.parts?.options,
          { add: [`size=${USUAL_SIZE}`] },
          `${isUnlimited(mount) ? "write" : "add"} size=${USUAL_SIZE} ${isUnlimited(mount) ? "in" : "to"} its Options, or what the container needs`,
        ),
      })),
};

/** Enough for PID files, sockets and small temporary files, and no danger to a small device. */
const USUAL_SIZE = "16M";

const isUnlimited = ({ options }: Mount): boolean => options.some((option) => option.startsWith("size=0"));

/** tmpfs(5): 0 is no limit; nr_blocks is the size in pages (mm/shmem.c, shmem_parse_one). */
const LIMITS = /^(?:size|nr_blocks)=(?!0+[a-z%]?$)./i;
