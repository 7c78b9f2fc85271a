import { lookup } from "../rootfs/lookup.ts";
import { isUnder, rebase } from "../rootfs/paths.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { CONTAINER, coverOf, type Space, spaceOf, type Standing } from "./container-space.ts";
import { because } from "./finding-words.ts";
import type { Mount } from "./mount.ts";
import { missingInside, relativeTooEarly, sourceType } from "./mount-findings.ts";
import { locationOf, type PlanContext } from "./plan-context.ts";

/** A relative source that was found. */
export interface FoundSource {
  readonly mount: Mount;
  readonly standing: Standing;
  /** Where it lies in the container, if it does. */
  readonly place: string | undefined;
  readonly type: string;
  /** The mounts that are made after this one. */
  readonly later: readonly Mount[];
}

/** Reports a source of another type than its mount point, and one that is only a mount point itself by then. */
export const judgeSource = (context: PlanContext, space: Space, found: FoundSource): void => {
  const { mount, standing, place, type, later } = found;
  const at = locationOf(context, mount.why);
  const point = space.tree.get(mount.place)?.type;
  if (standing.kind !== "unknown" && !mount.isDevice && point !== undefined && (type === "directory") !== (point === "directory")) {
    context.report(sourceType(at, point === "directory" ? "dir" : "file", mount.source, type));
  }
  const cover = standing.kind === "own" && place !== undefined ? coverOf([mount, ...later], place) : undefined;
  if (cover !== undefined)
    context.report(
      relativeTooEarly(at, mount.source, cover === mount ? "the same entry" : because(cover.why), instead(space, mount, cover)),
    );
};

/** Reports a source that neither the container's tree nor a mount before has. */
export const reportMissing = (context: PlanContext, space: Space, mount: Mount, later: readonly Mount[]): void => {
  const all: Space = { ...space, mounts: [...space.mounts, ...later] };
  const found = lookup(spaceOf(all), `${CONTAINER}/${mount.source}`);
  const place = found.kind === "found" && isUnder(found.node.path, CONTAINER) ? rebase(found.node.path, CONTAINER, "") : undefined;
  const cover = place === undefined ? undefined : coverOf(later, place);
  context.report(missingInside(context.options.missingSources, locationOf(context, mount.why), mount.source, instead(space, mount, cover)));
};

/** What helps where a source is not there yet: `cover` is the later mount that will show it. */
const instead = ({ host }: Space, mount: Mount, cover: Mount | undefined): string => {
  if (cover?.kind === "entry" && cover !== mount) return `put it after ${because(cover.why)}`;
  const path = cover?.host ?? normalizePath(mount.source);
  return lookup(host, path).kind === "found"
    ? `leave out relative and write /${path} to bind the host's`
    : "bring it into the container with MoveContent or an entry before this one, or add optional to the Options";
};
