import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Plan } from "../plan/plan.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { deviceViewer, type Views, viewDevice } from "../view/views.ts";
import { check, checker, type LibraryGraphs } from "./check.ts";
import type { RunContext } from "./run-context.ts";

/** How a build looks at what its plan makes of a device, and judges it. */
export interface Judging {
  readonly view: (plan: Plan, rootfs: HostRootfs) => Views;
  readonly check: (run: RunContext, graphs?: LibraryGraphs) => readonly Diagnostic[];
}

/** Chooses it by what is found before. */
export type ChooseJudging = (found: readonly Diagnostic[]) => Judging;

/** Of a build that is for itself. */
export const ALONE: Judging = { view: viewDevice, check };

/** Of several builds with one config.ini and the same options: containers that look alike in them are judged once. */
export const judgingTogether = (): Judging => {
  const viewers = new WeakMap<HostRootfs, ReturnType<typeof deviceViewer>>();
  const checkers = new Map<string, ReturnType<typeof checker>>();
  return {
    view: (plan, rootfs) => {
      const viewer = viewers.get(rootfs) ?? deviceViewer(rootfs);
      viewers.set(rootfs, viewer);
      return viewer(plan);
    },
    check: (run, graphs) => {
      const { dialect, cgroup } = run.plan;
      const one = checkers.get(`${dialect} ${cgroup}`) ?? checker();
      checkers.set(`${dialect} ${cgroup}`, one);
      return one(run, graphs);
    },
  };
};
