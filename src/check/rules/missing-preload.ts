import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

export const missingPreload: ContainerRule<"missing-preload"> = {
  kind: "container",
  code: "missing-preload",
  severity: "warning",
  title: "A library of LD_PRELOAD is not in the host rootfs.",
  judge: (context) =>
    context
      .preloads()
      .filter(({ where }) => where === "nowhere")
      .map((preload) => ({
        location: locationOf(context, preload),
        message: `${preload.name} of LD_PRELOAD is not in the host rootfs`,
        help: "programs start without it; add it to the host rootfs or take it out of LD_PRELOAD",
      })),
};
