import { closest } from "../../diagnostics/closest.ts";
import { containerPaths, launcherPath } from "../../plan/container-paths.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { type LauncherCall, launcherCalls, placeOfCall } from "../launcher-calls.ts";
import { locationInRun, type RunContext } from "../run-context.ts";
import type { RunRule } from "../rule.ts";

/** Of a container that no description is given for nothing is known, unless its name is nearly that of one. */
export const unitLauncherMissing: RunRule<"unit-launcher-missing"> = {
  kind: "run",
  code: "unit-launcher-missing",
  severity: "error",
  title: "A unit or script of the host calls a launcher that there is not.",
  judge: (run) =>
    launcherCalls(run.views.host).flatMap((call) => {
      const path = launcherPath(containerPaths(call.container), call.launcher);
      const meant = lookup(run.rootfs, path).kind === "found" ? undefined : meantBy(run, call);
      if (meant === undefined) return [];
      const { name, launcher, span } = meant;
      const help = launcher && `did you mean /${launcherPath(containerPaths(name), launcher.name)}?`;
      return {
        location: locationInRun(run, launcher?.why ?? { reason: "CONTAINER", span }),
        message: `${placeOfCall(call)} executes /${path}, which there is not: that fails`,
        help: help ?? `give ${name} LxcParams, or take the unit out of the host rootfs`,
      };
    }),
};

/** The container whose launcher a call misses. */
const meantBy = ({ plan: { containers } }: RunContext, { container, launcher }: LauncherCall): ContainerPlan | undefined => {
  const own = containers.find(({ name }) => name === container);
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
