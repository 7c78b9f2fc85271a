import { atSpan } from "../../diagnostics/diagnostic.ts";
import type { ContainerContext } from "../container-context.ts";
import type { ContainerRule } from "../rule.ts";

export const tooMuchMounted: ContainerRule<"too-much-mounted"> = {
  kind: "container",
  code: "too-much-mounted",
  severity: "error",
  title: "The mounts of a container show so many host paths that it can't be checked.",
  judge: (context) => {
    const limit = context.host.nodes.size + MAX_SHOWN;
    if (shownIn(context) <= limit) return [];
    const { name, span } = context.plan;
    return [
      {
        location: atSpan(span),
        message: `the mounts of ${name} show more than ${limit} host paths: large directories are mounted over and over`,
      },
    ];
  },
};

/** How many paths mounts may show beside each path of the host once: to judge `/` mounted a thousand times would take minutes. */
const MAX_SHOWN = 1 << 18;

/** How many paths the mounts of a container show. */
const shownIn = ({ view, elfSubtree }: ContainerContext): number => {
  let size = 0;
  for (const { bound, origin } of view.layers.values()) if (bound !== undefined && origin !== undefined) size += elfSubtree(bound).size;
  return size;
};
