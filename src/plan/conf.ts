import { autoDevHookIgnored, groupsNotSet, missingHostFile } from "./conf-findings.ts";
import { atSpan } from "../diagnostics/diagnostic.ts";
import type { Spanned } from "../model/container.ts";
import { lookup } from "../rootfs/lookup.ts";
import { planCgroup, planDevices } from "./cgroup.ts";
import { containerPaths } from "./container-paths.ts";
import type { ConfPlan } from "./conf-plan.ts";
import type { Mount } from "./mount.ts";
import { planNetworks } from "./network.ts";
import { mainIdentity } from "./processes.ts";
import { planRemount } from "./remount.ts";
import { dialectFrom, type Scope } from "./scope.ts";
import { isMadeAtRunTime } from "./source.ts";

/** What lxc.conf says. */
export const planConf = (scope: Scope, mounts: readonly Mount[], autoDev: boolean): ConfPlan => {
  const { container } = scope;
  const shared = container.rootfs === undefined;
  judgeHostFiles(scope, autoDev);
  return {
    hostname: container.name,
    cgroup: planCgroup(scope),
    devices: planDevices(scope),
    capDrop: valuesOf(container.capDrop),
    capKeep: valuesOf(container.capKeep),
    init: planInit(scope),
    seccompProfile: container.seccompProfile?.value,
    networks: planNetworks(scope),
    includes: valuesOf(container.includes),
    autoDev,
    autoDevHook: autoDev ? container.autoDevHook?.value : undefined,
    rootfsPath: shared ? undefined : `/${containerPaths(container.name).rootfs}`,
    autoMounts: shared ? [] : valuesOf(container.autoMounts),
    remount: planRemount(scope, mounts),
    haltSignal: dialectFrom(scope.dialect, "4.0") && container.launcher?.stop !== undefined ? "SIGTERM" : undefined,
  };
};

const valuesOf = <T>(list: readonly Spanned<T>[]): readonly T[] => list.map((each) => each.value);

/** The main process' ids; its supplementary groups too from the dialect on that has a key for them (2.0's init reads /etc/group itself). */
const planInit = (scope: Scope): ConfPlan["init"] => {
  const { userName } = scope.container;
  const identity = mainIdentity(scope);
  if (identity === undefined || userName === undefined) return undefined;
  const member = scope.accounts.groups.filter((group) => group.members.includes(userName.value) && group.gid !== identity.gid);
  if (scope.dialect === "3.0" && member.length > 0) {
    scope.report(
      groupsNotSet(
        atSpan(userName.span),
        userName.value,
        member.map((group) => group.name),
      ),
    );
  }
  const groups = dialectFrom(scope.dialect, "4.0") ? [...new Set(member.map((group) => group.gid))] : [];
  return { ...identity, groups };
};

/** Files that LXC opens on the device before or while the container starts. */
const judgeHostFiles = (scope: Scope, autoDev: boolean): void => {
  const { container } = scope;
  const { autoDevHook: hook, seccompProfile: profile, includes } = container;
  if (!autoDev && hook !== undefined) scope.report(autoDevHookIgnored(atSpan(hook.span), container.rootfs === undefined));
  const program = autoDev && hook !== undefined ? [{ span: hook.span, value: hook.value.split(/\s/)[0] ?? "" }] : [];
  for (const file of [...(profile === undefined ? [] : [profile]), ...includes, ...program]) {
    const found = lookup(scope.rootfs, file.value);
    const isThere = found.kind === "found" || (found.kind === "missing" && isMadeAtRunTime(scope, found.path));
    if (!isThere) scope.report(missingHostFile(atSpan(file.span), file.value));
  }
};
