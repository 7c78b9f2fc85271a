import { describeMisfit } from "../missing-needs.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

export const missingPreload: ContainerRule<"missing-preload"> = {
  kind: "container",
  code: "missing-preload",
  severity: "warning",
  title: "A library of LD_PRELOAD is not in the host rootfs, or none that the program can load.",
  judge: (context) =>
    context
      .preloads()
      .filter(({ where }) => where === "nowhere")
      .map((preload) => ({
        location: locationOf(context, preload),
        message:
          preload.misfit === undefined
            ? `${preload.name} of LD_PRELOAD is not in the host rootfs`
            : `${preload.name} of LD_PRELOAD can't be loaded: ${describeMisfit(preload.misfit)}`,
        help: "programs start without it; add it to the host rootfs or take it out of LD_PRELOAD",
      })),
};
