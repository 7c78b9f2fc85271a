import { hasFlag, hasHostSource } from "../../plan/mount-kind.ts";
import type { Mount } from "../../plan/mount.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import { isUnder } from "../../rootfs/paths.ts";
import { type Service, serviceNamed } from "../../rootfs/services.ts";
import { placeOfCall } from "../launcher-calls.ts";
import { launcherCommands } from "../launcher-commands.ts";
import { isVolatile, realSource } from "../made-at-boot.ts";
import { locationInRun, type RunContext } from "../run-context.ts";
import type { Found, RunRule } from "../rule.ts";
import { type StartingCall, startingCalls } from "../unit-calls.ts";

/** systemd.unit(5), After=: without it units start at the same time. */
export const unitUnordered: RunRule<"unit-unordered"> = {
  kind: "run",
  code: "unit-unordered",
  severity: "warning",
  title: "A unit needs what another unit's container has, and may start before it.",
  judge: (run) => run.plan.containers.flatMap((container) => [...joinsTooEarly(run, container), ...mountsTooEarly(run, container)]),
};

/** lxc-attach ends at once where the container does not run. */
const joinsTooEarly = (run: RunContext, plan: ContainerPlan): readonly Found[] => {
  const calls = callsOf(run, plan);
  const [start] = calls.filter(({ asked }) => asked.param === "start");
  if (start === undefined) return [];
  return calls
    .filter((call) => call.asked.param !== "start" && isAtBoot(call) && !isAfter(run, call.service, start.service))
    .map((call) => ({
      location: locationInRun(run, call.asked.command.why),
      message: `${placeOfCall(call)} joins ${plan.name}, which ${start.service.name} starts, and is not ordered behind that: at boot lxc-attach finds no container`,
      help: `write Requires=${start.service.name} and After=${start.service.name} in [Unit] of ${call.service.name}`,
    }));
};

/** A file that one other container makes, and names in its command. */
const mountsTooEarly = (run: RunContext, plan: ContainerPlan): readonly Found[] => {
  const [start] = callsOf(run, plan).filter((call) => call.asked.param === "start" && isAtBoot(call));
  if (start === undefined) return [];
  return plan.mounts.flatMap((mount) => {
    const path = madeAtRunTime(run, plan, mount);
    const makers = path === undefined ? [] : run.plan.containers.filter((other) => other !== plan && makes(run, other, path));
    const [maker] = makers;
    if (maker === undefined || makers.length > 1) return [];
    const [before] = callsOf(run, maker).filter(({ asked }) => asked.param === "start");
    if (before === undefined || isAfter(run, start.service, before.service)) return [];
    return {
      location: locationInRun(run, mount.why),
      message: `${maker.name}, which ${before.service.name} starts, makes ${mount.source}, and ${start.service.name} is not ordered behind it: at boot LXC finds no source for the mount`,
      help: `write Requires=${before.service.name} and After=${before.service.name} in [Unit] of ${start.service.name}`,
    };
  });
};

const callsOf = ({ views }: RunContext, plan: ContainerPlan): readonly StartingCall[] => startingCalls({ plan, host: views.host });

/** Started at boot, once, and waiting for nothing by itself. */
const isAtBoot = ({ service, isAlone }: StartingCall): boolean =>
  isAlone &&
  service.isInstalled &&
  service.get("ExecStartPre") === undefined &&
  service.get("ExecCondition") === undefined &&
  (service.get("Restart")?.value ?? "no") === "no";

/** Whether a unit starts behind another one, directly or by others; targets come behind what they want. */
const isAfter = (run: RunContext, service: Service, other: Service, seen: ReadonlySet<string> = new Set()): boolean => {
  const names = service.units("After").filter((name) => name !== "");
  if (names.includes(other.name) || other.units("Before").includes(service.name) || names.some((name) => LATE.has(name))) return true;
  return names
    .filter((name) => name.endsWith(".service") && !seen.has(name))
    .some((name) => {
      const next = serviceNamed(run.views.host, name);
      return next !== undefined && (next.name === other.name || isAfter(run, next, other, new Set([...seen, ...names])));
    });
};

/** systemd.special(7): they come behind all that is started at boot. */
const LATE = new Set(["multi-user.target", "graphical.target", "default.target"]);

/** The real path of a file that a container can't do without, and that the host has only when somebody has made it. */
const madeAtRunTime = ({ rootfs }: RunContext, plan: ContainerPlan, mount: Mount): string | undefined => {
  const isFile = plan.rootfs?.tree.get(mount.place)?.type === "file";
  if (!isFile || !hasHostSource(mount) || mount.host !== undefined || mount.inside !== undefined || mount.options.includes("optional"))
    return undefined;
  const path = realSource(rootfs, mount.source);
  return isVolatile(path) ? path : undefined;
};

const makes = ({ rootfs }: RunContext, { mounts, launcher, rootfs: own }: ContainerPlan, path: string): boolean =>
  mounts.some((mount) => {
    if (!hasHostSource(mount) || mount.inside !== undefined || hasFlag(mount, "ro") || own?.tree.get(mount.place)?.type !== "directory")
      return false;
    const source = realSource(rootfs, mount.source);
    const inside = `/${mount.place}${path.slice(source.length)}`;
    return isUnder(path, source) && launcherCommands(launcher).some(({ command }) => command.text.includes(inside));
  });
