import { atSpan } from "../../diagnostics/diagnostic.ts";
import type { ContainerRule } from "../rule.ts";

/** runc does not start without /proc, and makes the nodes of /dev in the bundle's own rootfs where nothing is mounted there. */
export const dobbyMountMissing: ContainerRule<"dobby-mount-missing"> = {
  kind: "container",
  code: "dobby-mount-missing",
  severity: "warning",
  title: "A bundle mounts nothing on /proc, or on /dev.",
  judge: ({ plan }) => {
    if (plan.bundle === undefined) return [];
    const places = new Set(plan.mounts.map(({ place }) => place));
    const location = atSpan(plan.bundle.rootfs ?? plan.span);
    return LACKS.filter(({ place }) => !places.has(place)).map(({ place, effect, source, options }) => ({
      location,
      message: `nothing is mounted on /${place}: ${effect}`,
      help: `add a MountPoints entry with type="dir": Source ${source}, Destination /${place}, FsType ${source}, Options ${options}`,
    }));
  },
};

const LACKS = [
  { place: "proc", effect: "runc does not start, and with crun programs see no processes", source: "proc", options: "nosuid,noexec,nodev" },
  {
    place: "dev",
    effect: "the runtime makes its device nodes in the rootfs of the bundle, and may not where that is another user's",
    source: "tmpfs",
    options: "nosuid,strictatime,mode=0755,size=65536k",
  },
] as const;
