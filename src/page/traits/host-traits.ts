import { capsOf } from "../../report/entry-record.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import { baseOf } from "../../rootfs/paths.ts";
import type { TellReason } from "../reason.ts";
import { type Trait, trait } from "../trait.ts";

/** What the overlay changes in the host's own places because of the container. */
export const hostTraits = (container: ContainerPlan, tell: TellReason): readonly Trait[] => [
  ...container.moves.map((move) =>
    trait("host", `/${move.path}`, { value: `moved into the container${movedTo(container, move)}`, reasons: [tell(move.why)] }),
  ),
  ...container.hostEntries
    .filter(({ content }) => content.kind === "host")
    .map((entry) =>
      trait("host", `/${entry.path}`, {
        value: `gets the capabilities ${capsOf(entry) ?? "that it had"} for everybody on the host`,
        powers: ["file capabilities"],
        reasons: [tell(entry.why)],
      }),
    ),
  ...(container.log === undefined
    ? []
    : [
        trait("host", "/etc/containerLog.properties", { value: "tells the host's logger of its logs", reasons: [tell(container.log.why)] }),
      ]),
];

/** Where in its own rootfs the same element brings it; nothing where what stands there is another's. */
const movedTo = ({ rootfs }: ContainerPlan, { path, why }: ContainerPlan["moves"][number]): string => {
  for (const [place, node] of rootfs?.tree ?? [])
    if (node.why === why && (node.content.kind === "host" || baseOf(place) === baseOf(path))) return `, to /${place}`;
  return "";
};
