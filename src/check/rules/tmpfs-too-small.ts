import { asGuess, changeOptions } from "../../diagnostics/fix.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** Bytes are meant where they make whole pages, or with a letter behind them. */
export const tmpfsTooSmall: ContainerRule<"tmpfs-too-small"> = {
  kind: "container",
  code: "tmpfs-too-small",
  severity: "warning",
  title: "The size= of a tmpfs has no unit, and is a few pages at most.",
  judge: (context) =>
    entryMounts(context)
      .filter((mount) => mount.fsType === "tmpfs" && !bindsSource(mount))
      .flatMap((mount) => {
        const option = mount.options.filter((each) => each.startsWith("size=")).at(-1) ?? "";
        const bytes = /^size=([1-9]\d*)$/.exec(option)?.[1];
        const pages = Math.ceil(Number(bytes) / PAGE);
        if (bytes === undefined || pages > MAX_PAGES || Number(bytes) % PAGE === 0) return [];
        const { help, fix } = changeOptions(
          mount.parts?.options,
          { add: [`${option}m`] },
          `write ${option}m if megabytes are meant, ${option}k for kilobytes`,
        );
        return {
          location: locationOfPart(context, mount, "options"),
          message: `the tmpfs ${mount.destination} has ${option}, which is bytes: there is room for ${pages * 4} KiB`,
          help: { help, fix: asGuess(fix) },
        };
      }),
};

/** mm/shmem.c, shmem_parse_one rounds up to pages. */
const PAGE = 4096;

const MAX_PAGES = 4;
