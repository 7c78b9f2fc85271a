import type { Attach, Spanned } from "../model/container.ts";
import type { Group } from "../rootfs/accounts.ts";
import { findGroup, findUser } from "../rootfs/find-account.ts";
import { identityOf, type Owner } from "./owner.ts";
import type { PlanContext } from "./plan-context.ts";
import type { ProcessPlan } from "./process-plan.ts";

/** The main process: that of the UserName in secure mode, root otherwise. */
export const mainProcess = (context: PlanContext): ProcessPlan =>
  (context.container.secure ? mainUser(context) : undefined) ?? rootOf(context);

/** An attached process: that of its UserName in secure mode, root otherwise. */
export const attachProcess = (context: PlanContext, attach: Attach): ProcessPlan =>
  (context.container.secure ? attachUser(context, attach) : undefined) ?? rootOf(context);

/** The groups that name a user as a member, but for the one that a process of it has anyway. */
export const memberGroups = ({ accounts }: PlanContext, name: string, gid: number): readonly Group[] =>
  accounts.groups.filter((group) => group.members.includes(name) && group.gid !== gid);

/** Whether a process of the container runs as root: the main one or an attached one. */
export const hasRootProcess = (context: PlanContext): boolean => {
  const { container, accounts } = context;
  const users = [container.userName, ...(container.launcher?.attaches ?? []).map((attach) => attach.userName)];
  return !container.secure || users.some((user) => user === undefined || findUser(accounts, user.value)?.uid === 0);
};

/**
 * Whether a process of the container is neither the rootfs' owner nor in its group, so that modes without anything
 * for others would lock it out. Root is locked out where the container takes dac_override away from it.
 */
export const hasStranger = (context: PlanContext, owner: Owner): boolean => {
  const { container } = context;
  const attaches = container.launcher?.attaches ?? [];
  const users = [mainUser(context), ...attaches.map((attach) => attachUser(context, attach)), ...extraUsers(context)];
  const processes = [...users.filter((user) => user !== undefined), ...(hasRootProcess(context) ? [rootOf(context)] : [])];
  return processes.some(({ uid, gid, groups, dacOverride }) => uid !== owner.uid && ![gid, ...groups].includes(owner.gid) && !dacOverride);
};

const rootOf = (context: PlanContext): ProcessPlan => ({ uid: 0, gid: 0, groups: [], userName: undefined, ...overridesOf(context, 0) });

const mainUser = (context: PlanContext): ProcessPlan | undefined => {
  const { userName, groupName } = context.container;
  const identity = userName === undefined ? undefined : identityOf(context, userName, groupName);
  return userName === undefined || identity === undefined ? undefined : withGroups(context, userName.value, identity);
};

/** lxc-attach drops supplementary groups: lxc-attach(1). */
const attachUser = (context: PlanContext, { userName, groupName }: Attach): ProcessPlan | undefined => {
  const identity = userName === undefined ? undefined : identityOf(context, userName, groupName);
  return userName === undefined || identity === undefined ? undefined : userOf(context, userName.value, identity, []);
};

/** Users that something in the container changes to by itself, with all groups of theirs. */
const extraUsers = (context: PlanContext): readonly ProcessPlan[] =>
  context.container.extraUsers.flatMap(({ value }) => {
    const user = findUser(context.accounts, value);
    return user === undefined ? [] : withGroups(context, value, user);
  });

/** LXC 3.0 gives a process no supplementary groups, and what starts as another user inside has what it was given. */
const withGroups = (context: PlanContext, name: string, identity: Owner): ProcessPlan => {
  const { container, dialect, accounts } = context;
  const { bundle } = container;
  if (bundle !== undefined) {
    const added = bundle.additionalGroups.flatMap(({ value }) => findGroup(accounts, value) ?? []);
    return userOf(context, name, identity, added);
  }
  return userOf(context, name, identity, dialect === "3.0" ? [] : memberGroups(context, name, identity.gid));
};

const userOf = (context: PlanContext, userName: string, { uid, gid }: Owner, groups: readonly Group[]): ProcessPlan => ({
  uid,
  gid,
  groups: [...new Set(groups.map((group) => group.gid))],
  userName,
  ...overridesOf(context, uid),
});

/** A process that is no longer root has given its capabilities up; root has those of the bounding set (capabilities(7)). */
const overridesOf = ({ container }: PlanContext, uid: number): Pick<ProcessPlan, "dacOverride" | "dacReadSearch"> => {
  const capDrop = namesOf(container.capDrop);
  const capKeep = namesOf(container.capKeep);
  // LXC keeps what is not named, an OCI runtime keeps nothing else.
  const isKeeping = capKeep.length > 0 || (container.bundle !== undefined && capDrop.length === 0);
  const has = (name: string): boolean => uid === 0 && (isKeeping ? capKeep.includes(name) : !capDrop.includes(name));
  return { dacOverride: has("dac_override"), dacReadSearch: has("dac_read_search") };
};

const namesOf = (list: readonly Spanned<string>[]): readonly string[] => list.map((each) => each.value);
