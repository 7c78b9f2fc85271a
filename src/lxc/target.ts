import type { RemountBind } from "../plan/conf-plan.ts";
import { containerPaths, launcherPath } from "../plan/container-paths.ts";
import { containerWhy } from "../plan/container-why.ts";
import type { ContainerPlan, Plan } from "../plan/plan.ts";
import type { Why } from "../plan/why.ts";
import type { Lowered, LoweredFile, Target } from "../render/target.ts";
import { launcherLines } from "./launcher.ts";
import { confLines } from "./lxc-conf.ts";
import { remountLines } from "./remount.ts";

/** What LXC reads, and the launcher that calls its programs. */
const lower = (plan: Plan, container: ContainerPlan): Lowered => {
  const { conf, launcher } = container;
  const why = containerWhy(container);
  const paths = containerPaths(container.name);
  const lxcConf: LoweredFile = { path: paths.lxcConf, mode: 0o440, why, lines: () => confLines(container, plan.dialect, plan.cgroup) };
  return {
    directoryMode: 0o550,
    directories: [{ path: paths.confDirectory, why }, ...(launcher === undefined ? [] : [{ path: paths.launcherDirectory, why }])],
    files: [
      lxcConf,
      ...(conf.remount === undefined ? [] : [hookOf(paths.remount, conf.remount.binds, why)]),
      ...(launcher === undefined
        ? []
        : [{ path: launcherPath(paths, launcher.name), mode: 0o550, why: launcher.why, lines: () => launcherLines(launcher) }]),
    ],
  };
};

/** The hook is there for the first bind that needs it. */
const hookOf = (path: string, binds: readonly RemountBind[], why: Why): LoweredFile => ({
  path,
  mode: 0o550,
  why: binds[0]?.why ?? why,
  lines: () => remountLines(binds),
});

/** By the launcher, as far as it can; lxc-stop(1), lxc-wait(1). */
const launch: Target["launch"] = ({ name, launcher }) => {
  if (launcher === undefined) throw new Error(`${name} has no launcher`);
  const paths = containerPaths(name);
  const script = `/${launcherPath(paths, launcher.name)}`;
  return {
    directory: `/${paths.directory}`,
    start: `${script} start`,
    stop: launcher.stop === undefined ? `/usr/bin/lxc-stop -n ${launcher.containerName}` : `${script} stop`,
    launcher: { wait: `/usr/bin/lxc-wait -n ${launcher.containerName} -s STOPPED`, join: (param) => `${script} ${param}` },
  };
};

export const LXC: Target = { id: "lxc", lower: (plan, container) => ({ value: lower(plan, container), diagnostics: [] }), launch };
