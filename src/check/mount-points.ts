import type { Mount } from "../plan/mount.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { ancestorsOf, rebase, visitAbove } from "../rootfs/paths.ts";
import type { ContainerFacts } from "./container-facts.ts";

/** A mount, and what its mount point lies in. */
export interface MountPoint {
  readonly mount: Mount;
  /** The innermost of the earlier mounts that it lies in. */
  readonly outer: Mount | undefined;
  /** Its path on the host, where the outer mount shows something of it. */
  readonly onHost: string | undefined;
  /** The first symlink below the outer mount on the way there and at its end. */
  readonly link: HostNode | undefined;
}

/** The mount points of a container. */
export const mountPointsOf = (facts: ContainerFacts): readonly MountPoint[] =>
  withOuter(facts.plan.mounts).map(({ mount, outer }) => {
    const onHost = outer?.host === undefined ? undefined : rebase(mount.place, outer.place, outer.host);
    return { mount, outer, onHost, link: onHost === undefined ? undefined : linkOnTheWay(facts, outer?.host, onHost) };
  });

const withOuter = (mounts: readonly Mount[]): readonly Pick<MountPoint, "mount" | "outer">[] => {
  const byPlace = new Map<string, number>();
  return mounts.map((mount, index) => {
    let outer = -1;
    visitAbove(mount.place, (above) => {
      outer = Math.max(outer, byPlace.get(above) ?? -1);
      return true;
    });
    byPlace.set(mount.place, index);
    return { mount, outer: mounts[outer] };
  });
};

const linkOnTheWay = ({ before }: ContainerFacts, directory = "", path = ""): HostNode | undefined =>
  [...ancestorsOf(path), path]
    .filter((each) => each.length > directory.length)
    .map((each) => before.nodes.get(each))
    .find((node) => node?.type === "symlink");
