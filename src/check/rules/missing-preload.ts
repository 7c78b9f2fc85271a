import { locationOf } from "../container-facts.ts";
import { addLibrary } from "../library-help.ts";
import { missingPreloads, preloadDirectories } from "../preloads.ts";
import type { ContainerRule } from "../rule.ts";

export const missingPreload: ContainerRule<"missing-preload"> = {
  kind: "container",
  code: "missing-preload",
  severity: "warning",
  title: "A library of LD_PRELOAD is not in the host rootfs.",
  judge: (context) =>
    missingPreloads(context.preloads())
      .filter(({ name }) => addLibrary(context, { name, directories: preloadDirectories(context), like: undefined }) === undefined)
      .map((preload) => ({
        location: locationOf(context, preload),
        message: `${preload.name} of LD_PRELOAD is not in the host rootfs`,
        help: "programs start without it; add it to the host rootfs or take it out of LD_PRELOAD",
      })),
};
