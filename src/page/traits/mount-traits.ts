import { AUTO_MOUNTED } from "../../plan/auto-mounts.ts";
import type { Mount } from "../../plan/mount.ts";
import { bindsSource, hasFlag } from "../../plan/mount-kind.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import type { TellReason } from "../reason.ts";
import { type Trait, trait } from "../trait.ts";

/** What is mounted into it, what comes by itself first. */
export const mountTraits = ({ mounts, conf }: ContainerPlan, tell: TellReason): readonly Trait[] => [
  ...conf.settings
    .filter(({ row }) => row.element === "AutoMount")
    .map(({ value, why }) => autoMountTrait(value, { reasons: [tell(why)] })),
  ...mounts.map((mount) => mountTrait({ place: `/${mount.place}`, source: sourceText(mount), mount }, [tell(mount.why)])),
];

interface Mounted {
  readonly place: string;
  readonly source: string;
  readonly mount: Pick<Mount, "fsType" | "options">;
}

/** One mount. */
export const mountTrait = ({ place, source, mount }: Mounted, reasons: Trait["reasons"] = []): Trait =>
  trait("mounts", place, {
    value: source,
    detail: [mount.fsType, ...mount.options].filter((each) => each !== "none").join(", "),
    powers: mountPowers(mount),
    reasons,
  });

/** `proc:mixed`: lxc.container.conf(5), lxc.mount.auto. */
const autoMountTrait = (value: string, given: Pick<Partial<Trait>, "reasons"> = {}): Trait => {
  const [word = "", ...options] = value.split(":");
  const mounted = Object.hasOwn(AUTO_MOUNTED, word) ? AUTO_MOUNTED[word] : undefined;
  const powers = options.includes("rw") ? ["kernel settings"] : [];
  return trait("mounts", `/${mounted?.place ?? word}`, { value: mounted?.fsType ?? word, detail: options.join(", "), powers, ...given });
};

/** The path of the host that is shown, where that is another than is asked for, too. */
const sourceText = ({ source, host, inside }: Mount): string => {
  if (inside !== undefined) return `${source} of the container itself`;
  return host === undefined || `/${host}` === source ? source : `${source}, which is /${host}`;
};

/** What a mount lets the container do to what is not its own. */
const mountPowers = (mount: Pick<Mount, "fsType" | "options">): readonly string[] => {
  if (hasFlag(mount, "ro")) return [];
  if (bindsSource(mount)) return ["writable"];
  return KERNEL.has(mount.fsType) && !mount.options.includes("mixed") ? ["kernel settings"] : [];
};

/** File systems through which the kernel is set; others are the container's own. */
const KERNEL: ReadonlySet<string> = new Set(["proc", "sysfs", "cgroup", "cgroup2", "debugfs", "tracefs", "securityfs"]);
