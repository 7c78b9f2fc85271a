import { groupsNotSet } from "./conf-findings.ts";
import { atSpan } from "../diagnostics/diagnostic.ts";
import type { Spanned } from "../model/container.ts";
import { planCgroup, planDevices } from "./cgroup.ts";
import { rootfsPath } from "./container-paths.ts";
import type { ConfPlan } from "./conf-plan.ts";
import type { Mount } from "./mount.ts";
import type { Why } from "./why.ts";
import { planNetworks } from "./network.ts";
import { mainProcess, memberGroups } from "./processes.ts";
import { planRemount } from "./remount.ts";
import { dialectFrom, type PlanContext } from "./plan-context.ts";
import { planSettings } from "./given-settings.ts";

/** What lxc.conf says. */
export const planConf = (context: PlanContext, mounts: readonly Mount[], autoDev: boolean): ConfPlan => {
  const { container } = context;
  if (container.bundle !== undefined) {
    const named = planCapabilities(context);
    // An OCI runtime gives none that is not named.
    const capKeep = named.capDrop.length === 0 && named.capKeep.length === 0 ? ["none"] : named.capKeep;
    return { ...NO_CONF, ...named, capKeep, hostname: container.name, init: planInit(context) };
  }
  const stop = container.launcher?.stop;
  return {
    hostname: container.name,
    cgroup: planCgroup(context),
    devices: planDevices(context),
    ...planCapabilities(context),
    init: planInit(context),
    settings: planSettings(context, autoDev),
    networks: planNetworks(context),
    autoDev,
    autoDevWhy: whyOfAutoDev(context),
    rootfsPath: container.rootfs && `/${rootfsPath({ name: container.name, target: "lxc" })}`,
    rootfsWhy: container.rootfs && { reason: "Rootfs", span: container.rootfs.span },
    remount: planRemount(context, mounts),
    haltSignal: dialectFrom(context.dialect, "4.0") && stop !== undefined ? "SIGTERM" : undefined,
    haltSignalWhy: stop && { reason: "StopFunction", span: stop },
  };
};

/** A bundle is not LXC's. */
const NO_CONF: Omit<ConfPlan, "hostname" | "capDrop" | "capKeep" | "capWhys" | "init"> = {
  cgroup: [],
  devices: [],
  settings: [],
  networks: [],
  autoDev: false,
  autoDevWhy: { reason: "a bundle has its own", span: undefined },
  rootfsPath: undefined,
  rootfsWhy: undefined,
  remount: undefined,
  haltSignal: undefined,
  haltSignalWhy: undefined,
};

const planCapabilities = ({ container: { capDrop, capKeep } }: PlanContext): Pick<ConfPlan, "capDrop" | "capKeep" | "capWhys"> => ({
  capDrop: valuesOf(capDrop),
  capKeep: valuesOf(capKeep),
  capWhys: new Map([...capWhys("CapDrop", capDrop), ...capWhys("CapKeep", capKeep)]),
});

const capWhys = (reason: string, names: readonly Spanned<string>[]): readonly (readonly [string, Why])[] =>
  names.map(({ value, span }) => [value, { reason, span }]);

/** A shared rootfs has the host's /dev, whatever AutoDev says. */
const whyOfAutoDev = ({ container: { autoDev, rootfs, span } }: PlanContext): Why => {
  if (rootfs === undefined) return { reason: "the host's /dev, since the host's rootfs is shared", span };
  if (autoDev === undefined) return { reason: "a fresh /dev, as everywhere where AutoDev does not say 0", span: rootfs.span };
  return { reason: "AutoDev", span: autoDev.span };
};

const valuesOf = <T>(list: readonly Spanned<T>[]): readonly T[] => list.map((each) => each.value);

/** The main process' ids; its supplementary groups too from the dialect on that has a key for them (2.0's init reads /etc/group itself). */
const planInit = (context: PlanContext): ConfPlan["init"] => {
  const { userName } = context.container;
  const { uid, gid, groups, userName: changesTo } = mainProcess(context);
  if (userName === undefined || changesTo === undefined) return undefined;
  const member = memberGroups(context, userName.value, gid).map((group) => group.name);
  if (context.container.bundle === undefined && context.dialect === "3.0" && member.length > 0)
    context.report(groupsNotSet(atSpan(userName.span), userName.value, member));
  const why = { reason: "UserName", span: userName.span };
  const { groupName } = context.container;
  const gidWhy = groupName === undefined ? why : { reason: "GroupName", span: groupName.span };
  return { uid, gid, groups: dialectFrom(context.dialect, "4.0") ? groups : [], why, gidWhy };
};
