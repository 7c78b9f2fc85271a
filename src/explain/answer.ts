import type { Mount } from "../plan/mount.ts";
import { rebase } from "../rootfs/paths.ts";
import type { Why } from "../plan/why.ts";

/** Why something is there. */
export interface Answer {
  /** What stands there, in words. */
  readonly what: string;
  /** What asked for it; of what is on the way to something, what asked for that. */
  readonly whys: readonly Why[];
  /** More that is known of it, each with a label: where it comes from, what is mounted there, who needs it. */
  readonly facts: readonly Fact[];
}

export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** A fact, unless there is nothing to tell. */
export const fact = (label: string, text: string | undefined): readonly Fact[] => (text === undefined ? [] : [{ label, text }]);

/** What a mount mounts, and what it shows of the host at a path in the container. */
export const mountFacts = (mount: Mount, path: string = mount.place): readonly Fact[] => {
  const { source, place, fsType, options, host, inside } = mount;
  return [
    ...fact("mount", `${source} on /${place}, ${fsType}, ${options.join(",")}`),
    ...fact("host file", host === undefined ? undefined : `/${rebase(path, place, host)}`),
    ...fact("shows", inside?.own === undefined ? undefined : `/${rebase(path, place, inside.own)} of the container's own rootfs`),
  ];
};
