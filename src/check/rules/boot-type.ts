import { withChange } from "../../diagnostics/fix.ts";
import type { Mount } from "../../plan/mount.ts";
import { bindsSource } from "../../plan/mount-kind.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import { isUnder } from "../../rootfs/paths.ts";
import type { BootType } from "../boot-types.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import { realSource } from "../made-at-boot.ts";
import type { MountPoint } from "../mount-points.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** mount(2): ENOTDIR. What the host rootfs itself has is judged when its mount is planned. */
export const bootType: ContainerRule<"boot-type"> = {
  kind: "container",
  isOfLxc: true,
  code: "boot-type",
  severity: "either",
  title: "What is made at boot is a directory, and its Entry says it is a file, or the reverse.",
  judge: (context) => context.mountPoints().flatMap((point) => judgePoint(context, point)),
};

const judgePoint = (context: ContainerContext, { mount, outer }: MountPoint): readonly Found[] => {
  const isPlanned = outer === undefined && mount.kind === "entry" && bindsSource(mount) && !mount.isDevice;
  if (!isPlanned || mount.host !== undefined || mount.inside !== undefined || isUnder(mount.source, "/dev")) return [];
  const point = context.plan.rootfs?.tree.get(mount.place)?.type;
  const made = context.bootTypes()(realSource(context.host, mount.source));
  if (point === undefined || made === undefined || made.isDirectory === (point === "directory")) return [];
  return [found(context, mount, made)];
};

const found = (context: ContainerContext, mount: Mount, { isDirectory, maker }: BootType): Found => {
  const { severity, outcome } = refusedMount(mount, context.plan);
  const location = locationOf(context, mount);
  const type = isDirectory ? "dir" : "file";
  return {
    location,
    message: `type="${isDirectory ? "file" : "dir"}", but ${mount.source} is a ${isDirectory ? "directory" : "file or socket"} as ${maker} makes it: ${outcome}`,
    help: withChange(location, `use type="${type}"`, (at) => ({ kind: "attribute", at, name: "type", to: type })),
    severity,
  };
};
