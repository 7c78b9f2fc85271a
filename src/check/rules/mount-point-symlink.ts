import { type Advice, withChange, writeValue } from "../../diagnostics/fix.ts";
import { because } from "../../plan/finding-words.ts";
import type { Mount } from "../../plan/mount.ts";
import { isMadeAtRunTime } from "../../plan/mount-source.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { isUnder, rebase } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { locationOfPart } from "../mount-parts.ts";
import type { ContainerRule } from "../rule.ts";

/** LXC follows no symlink on the way to a mount point: it does not start with one, create= or not. */
export const mountPointSymlink: ContainerRule<"mount-point-symlink"> = {
  kind: "container",
  isOfLxc: true,
  code: "mount-point-symlink",
  severity: "either",
  title: "A mount point in another mount that is a symlink there, or lies behind one: LXC follows none.",
  judge: (context) =>
    context.certainMountPoints().flatMap(({ mount, outer, onHost, link }) => {
      if (outer?.host === undefined || onHost === undefined || link === undefined) return [];
      const linkPlace = rebase(link.path, outer.host, outer.place);
      return [
        {
          // What the device writes may be another thing there than in the tarball.
          severity: isMadeAtRunTime(context, link.path) && !ALWAYS_LINKS.includes(link.path) ? "warning" : "error",
          location: locationOf(context, mount),
          message: `LXC will not start with a mount on ${mount.destination}: ${linkPlace} is a symlink to ${link.target} in the mount of ${because(outer.why)}`,
          help: helpFor(context, { mount, outer, shown: outer.host, onHost }),
        },
      ];
    }),
};

/** Where the rootfs has a link at these it stays one: file-hierarchy(7), "Compatibility Symlinks". */
const ALWAYS_LINKS = ["var/run", "var/lock"];

interface LinkedPoint {
  readonly mount: Mount;
  readonly outer: Mount;
  /** What the outer mount shows of the host. */
  readonly shown: string;
  readonly onHost: string;
}

const helpFor = (context: ContainerContext, { mount, outer, shown, onHost }: LinkedPoint): Advice | string => {
  const found = lookup(context.before, onHost);
  const leadsTo = found.kind === "found" ? found.node.path : found.path;
  const isShown = isUnder(leadsTo, shown);
  if (isShown && leadsTo === mount.host)
    return withChange(mount.why.span, "remove the entry: the outer mount shows the same already", (at) => ({ kind: "removal", at }));
  if (mount.kind === "entry" && found.kind !== "loop" && (isShown || outer.place === shown)) {
    const real = isShown ? rebase(leadsTo, shown, outer.place) : leadsTo;
    return writeValue(locationOfPart(context, mount, "destination"), real, `use ${real} as Destination, where the symlink leads`);
  }
  return "mount what is needed of the outer one entry by entry instead of all of it";
};
