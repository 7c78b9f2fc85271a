import { atSpan } from "../diagnostics/diagnostic.ts";
import { CAPABILITY_NAMES } from "../linux/file-capabilities.ts";
import type { Bundle, BundleCommand } from "../model/bundle.ts";
import type { CgroupSetting, Spanned } from "../model/container.ts";
import { readShell } from "../shell/read-shell.ts";
import { additionalRootGroup, numberNotExact } from "./bundle-findings.ts";
import type { BundlePlan } from "./bundle-plan.ts";
import { bytesOf } from "./cgroup-values.ts";
import { deniedAgain } from "./denied-again.ts";
import { deviceRulesLost, passedOverByDobby } from "./conf-findings.ts";
import { judgeLimit } from "./judge-limit.ts";
import { judgeResourceLimits } from "./judge-resource-limits.ts";
import { judgeSwap } from "./judge-swap.ts";
import type { CommandPlan } from "./launcher-plan.ts";
import { groupNamed, identityOf, userNamed } from "./owner.ts";
import type { PlanContext } from "./plan-context.ts";
import { mainProcess } from "./processes.ts";
import { planFilter } from "./system-call-filter.ts";

/** Decides what a bundle has beside what every container has. */
export const planBundle = (context: PlanContext, said: Bundle): BundlePlan => {
  const { container, options } = context;
  for (const { deny, allowed } of deniedAgain(container.devices)) context.report(deviceRulesLost(atSpan(deny.span), deny, allowed));
  const mapped = mappedIds(context);
  for (const { user, group } of said.mountOwners) {
    // Dobby takes root for one that it does not find: rdkPlugins/Storage/source/MountOwnerDetails.cpp, getOwnerIds.
    if (user.value !== "") userNamed(context, user);
    if (group.value !== "") groupNamed(context, group);
  }
  const { network } = said;
  for (const { value, span } of network?.ignored ?? []) context.report(passedOverByDobby(atSpan(span), network?.type ?? "", value));
  judgeResourceLimits(context, said.limits, mapped);
  return {
    said,
    start: said.command && {
      command: commandOf(said.command),
      userName: container.userName?.value,
      process: mainProcess(context),
      logFile: undefined,
      logFileWhy: undefined,
      logPriority: undefined,
    },
    mapped,
    additionalGids: planAdditional(context, said.additionalGroups, mapped?.gid ?? 0),
    ...planCapabilities(context),
    limits: container.cgroup.filter((setting) => isSound(context, setting)),
    devices: container.devices,
    filter: said.seccomp && planFilter(context, said.seccomp),
    rootfs: container.rootfs?.span,
    dbus: container.dbus,
    readOnlyHost: options.readOnlyHost,
  };
};

/** No shell reads it: what is written is what is executed. */
const commandOf = (command: BundleCommand): CommandPlan => ({
  text: command.text,
  words: command.words,
  shell: readShell("", "arguments"),
  nameLength: command.nameLength,
  paramsWhy: command.paramsSpan && { reason: "ExecParams", span: command.paramsSpan },
  notify: undefined,
  why: { reason: "ExecName", span: command.span },
});

const mappedIds = (context: PlanContext): BundlePlan["mapped"] => {
  const { secure, userName, groupName } = context.container;
  const identity = secure && userName !== undefined ? identityOf(context, userName, groupName) : undefined;
  if (userName === undefined || identity === undefined) return undefined;
  const userWhy = { reason: "UserName", span: userName.span };
  return { ...identity, userWhy, groupWhy: groupName === undefined ? userWhy : { reason: "GroupName", span: groupName.span } };
};

/** A gid that is mapped twice is EINVAL: user_namespaces(7). */
const planAdditional = (context: PlanContext, groups: readonly Spanned<string>[], primary: number): BundlePlan["additionalGids"] => {
  const known = new Map<number, BundlePlan["additionalGids"][number]>();
  for (const name of groups) {
    const group = groupNamed(context, name);
    if (group?.gid === 0) context.report(additionalRootGroup(name.span, name.value));
    if (group === undefined || group.gid === 0 || group.gid === primary || known.has(group.gid)) continue;
    known.set(group.gid, { gid: group.gid, why: { reason: "AdditionalGroups", span: name.span } });
  }
  return [...known.values()];
};

/** An OCI runtime gives none that is not named. */
const planCapabilities = ({ container }: PlanContext): Pick<BundlePlan, "capabilities" | "capabilitiesWhy"> => {
  const { capKeep, capDrop } = container;
  const [first] = capDrop.length > 0 ? capDrop : capKeep;
  const dropped = new Set(capDrop.map(({ value }) => value));
  const kept = capKeep.map(({ value }) => value).filter((value) => value !== "none");
  return {
    capabilities: capDrop.length > 0 ? CAPABILITY_NAMES.filter((name) => !dropped.has(name)) : kept,
    capabilitiesWhy: first && { reason: capDrop.length > 0 ? "CapDrop" : "CapKeep", span: first.span },
  };
};

const MEMORY = /^memory\..*_in_bytes$/;

/** Whether a limit can be written; what the kernel refuses or changes is reported. */
const isSound = (context: PlanContext, setting: CgroupSetting): boolean => {
  if (MEMORY.test(setting.file) && bytesOf(setting.value) > BigInt(Number.MAX_SAFE_INTEGER)) {
    context.report(numberNotExact(setting.span, setting.element, setting.value));
    return false;
  }
  if (setting.file === "memory.memsw.limit_in_bytes" && !judgeSwap(context, setting)) return false;
  judgeLimit(context, setting);
  return true;
};
