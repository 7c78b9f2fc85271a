import { atSpan } from "../../diagnostics/diagnostic.ts";
import { normalizePath } from "../../linux/path-spelling.ts";
import { because } from "../../plan/finding-words.ts";
import type { Why } from "../../plan/why.ts";
import { isUnder } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import type { ContainerRule, Found } from "../rule.ts";

/**
 * Dobby mounts an image at its destination with .temp before the container's mounts are made, and binds that to the destination when they are: rdkcentral/Dobby,
 * rdkPlugins/Storage/source/Storage.cpp (preCreation, createContainer), LoopMountDetails.cpp.
 */
export const loopbackPlace: ContainerRule<"loopback-place"> = {
  kind: "container",
  code: "loopback-place",
  severity: "either",
  title: "A Loopback hides what is in the container, or lies in a mount that hides its image.",
  judge: (context) => {
    const { bundle, target } = context.plan;
    const loopbacks = target === "dobby" ? (bundle?.said.loopbacks ?? []) : [];
    return loopbacks.flatMap(({ destination, span }, index): readonly Found[] => {
      const place = normalizePath(destination);
      const location = atSpan(span);
      const outer = context.plan.mounts.find((mount) => mount.place !== place && isUnder(place, mount.place));
      if (outer !== undefined) {
        const message = `${destination} lies inside the mount of ${because(outer.why)}, which hides where Dobby has mounted the image: the container does not see it`;
        return [{ location, message, help: "use a destination that lies outside of all mounts", severity: "warning" }];
      }
      const earlier = loopbacks
        .slice(0, index)
        .map((each) => ({ place: normalizePath(each.destination), why: { reason: "Loopback", span: each.span } }));
      const hidden = [...earlier, ...inContainer(context)].find((each) => isUnder(each.place, place));
      if (hidden === undefined) return [];
      const message = `the image is mounted over all else, so that ${destination} hides /${hidden.place} (${because(hidden.why)})`;
      return [{ location, message, help: "use a destination of its own for the image", severity: "error" }];
    });
  },
};

/** What is mounted, and what lies in the container's own tree. */
const inContainer = (context: ContainerContext): readonly { readonly place: string; readonly why: Why }[] => [
  ...context.plan.mounts,
  ...[...context.ownContent()].map(([place, { why }]) => ({ place, why })),
];
