import { closest } from "../../diagnostics/closest.ts";
import { normalizePath } from "../../linux/path-spelling.ts";
import { containerPaths, launcherPath } from "../../plan/container-paths.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { type LauncherCall, launcherCalls, placeOfCall, strayCalls } from "../launcher-calls.ts";
import { locationInRun, type RunContext } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** Of a container that no description is given for nothing is known, unless its name is nearly that of one. */
export const unitLauncherMissing: RunRule<"unit-launcher-missing"> = {
  kind: "run",
  code: "unit-launcher-missing",
  severity: "error",
  title: "A unit or script of the host calls a launcher that there is not.",
  judge: (run) =>
    [...launcherCalls(run.views.host), ...strayCalls(run.views.host)].flatMap((call) => {
      const meant = lookup(run.rootfs, call.path).kind === "found" ? undefined : meantBy(run, call);
      if (meant === undefined) return [];
      const { name, launcher, span } = meant;
      return {
        location: locationInRun(run, launcher?.why ?? { reason: "CONTAINER", span }),
        message: `${placeOfCall(call)} executes /${normalizePath(call.path)}, which there is not: that fails`,
        help:
          launcher === undefined
            ? `give ${name} LxcParams, or take the unit out of the host rootfs`
            : launcher.name === `${call.launcher}.sh` && name === call.container
              ? `write <LauncherName>${call.launcher}</LauncherName>: the script gets .sh behind it`
              : `did you mean /${launcherPath(containerPaths(name), launcher.name)}?`,
      };
    }),
};

/** The container whose launcher a call misses. */
const meantBy = ({ plan: { containers } }: RunContext, { container, launcher, isStray }: LauncherCall): ContainerPlan | undefined => {
  const own = containers.find(({ name }) => name === container);
  // What else lies beside a container's directories is nobody's to say.
  if (isStray) return own?.launcher?.name === launcher ? own : undefined;
  if (own !== undefined) return own.launcher?.name === launcher ? undefined : own;
  const names = closest(
    container,
    containers.map(({ name }) => name),
  );
  return containers.find(
    ({ name, launcher: known }) =>
      name.toLowerCase() === container.toLowerCase() || (names.includes(name) && known !== undefined && known.name === launcher),
  );
};
