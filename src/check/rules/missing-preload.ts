import { describeMisfit } from "../missing-needs.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

export const missingPreload: ContainerRule<"missing-preload"> = {
  kind: "container",
  code: "missing-preload",
  severity: "warning",
  title: "A library of LD_PRELOAD or /etc/ld.so.preload is not in the host rootfs, or none that the program can load.",
  judge: (context) =>
    context
      .preloads()
      .filter(({ where }) => where === "nowhere")
      .map((preload) => ({
        location: locationOf(context, preload),
        message:
          preload.misfit === undefined
            ? `${preload.name} of ${preload.from} is not in the host rootfs`
            : `${preload.name} of ${preload.from} can't be loaded: ${describeMisfit(preload.misfit)}`,
        help: `programs start without it; add it to the host rootfs or take it out of ${preload.from}`,
      })),
};
