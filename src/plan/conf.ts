import { groupsNotSet } from "./conf-findings.ts";
import { atSpan } from "../diagnostics/diagnostic.ts";
import type { Spanned } from "../model/container.ts";
import { planCgroup, planDevices } from "./cgroup.ts";
import { containerPaths } from "./container-paths.ts";
import type { ConfPlan } from "./conf-plan.ts";
import type { Mount } from "./mount.ts";
import { planNetworks } from "./network.ts";
import { mainProcess, memberGroups } from "./processes.ts";
import { planRemount } from "./remount.ts";
import { dialectFrom, type PlanContext } from "./plan-context.ts";
import { planSettings } from "./given-settings.ts";

/** What lxc.conf says. */
export const planConf = (context: PlanContext, mounts: readonly Mount[], autoDev: boolean): ConfPlan => {
  const { container } = context;
  const shared = container.rootfs === undefined;
  return {
    hostname: container.name,
    cgroup: planCgroup(context),
    devices: planDevices(context),
    capDrop: valuesOf(container.capDrop),
    capKeep: valuesOf(container.capKeep),
    capKeepWhy: container.capKeep[0] === undefined ? undefined : { reason: "CapKeep", span: container.capKeep[0].span },
    init: planInit(context),
    settings: planSettings(context, autoDev),
    networks: planNetworks(context),
    autoDev,
    rootfsPath: shared ? undefined : `/${containerPaths(container.name).rootfs}`,
    remount: planRemount(context, mounts),
    haltSignal: dialectFrom(context.dialect, "4.0") && container.launcher?.stop !== undefined ? "SIGTERM" : undefined,
  };
};

const valuesOf = <T>(list: readonly Spanned<T>[]): readonly T[] => list.map((each) => each.value);

/** The main process' ids; its supplementary groups too from the dialect on that has a key for them (2.0's init reads /etc/group itself). */
const planInit = (context: PlanContext): ConfPlan["init"] => {
  const { userName } = context.container;
  const { uid, gid, groups, userName: changesTo } = mainProcess(context);
  if (userName === undefined || changesTo === undefined) return undefined;
  const member = memberGroups(context, userName.value, gid).map((group) => group.name);
  if (context.dialect === "3.0" && member.length > 0) context.report(groupsNotSet(atSpan(userName.span), userName.value, member));
  return { uid, gid, groups: dialectFrom(context.dialect, "4.0") ? groups : [] };
};
