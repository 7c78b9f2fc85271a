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
      .filter((mount) => mount.fsType === "tmpfs" && !bindsSource(mount) && !isLimited(mount))
      .map((mount) => {
        const given = sizeOf(mount);
        const isUnlimited = given !== undefined && NO_LIMIT.test(given);
        const limit = isUnlimited ? "a limit: size=0 is none" : "size=";
        const what = isWhole(given) ? `may take all memory of the device: size=${given}` : `is mounted without ${limit}`;
        return {
          location: locationOf(context, mount),
          message: `the tmpfs ${mount.destination} ${what}`,
          help: changeOptions(
            mount.parts?.options,
            { add: [`size=${USUAL_SIZE}`] },
            `${given ? "write" : "add"} size=${USUAL_SIZE} ${given ? "in" : "to"} its Options, or what the container needs`,
          ),
        };
      }),
};

/** Enough for PID files, sockets and small temporary files, and no danger to a small device. */
const USUAL_SIZE = "16M";

const sizeOf = ({ options }: Mount): string | undefined =>
  options
    .filter((option) => /^size=/i.test(option))
    .at(-1)
    ?.slice("size=".length);

/** tmpfs(5): 0 is no limit. */
const NO_LIMIT = /^0+[a-z%]?$/i;

/** mm/shmem.c, shmem_parse_one: a share of all memory. */
const isWhole = (size = ""): boolean => size.endsWith("%") && Number.parseInt(size, 10) >= 100;

/** nr_blocks is the size in pages (mm/shmem.c, shmem_parse_one). */
const IN_PAGES = /^nr_blocks=(?!0+[a-z]?$)./i;

const isLimited = (mount: Mount): boolean => {
  const size = sizeOf(mount);
  const isBySize = size !== undefined && size !== "" && !NO_LIMIT.test(size) && !isWhole(size);
  return isBySize || (size === undefined && mount.options.some((option) => IN_PAGES.test(option)));
};
