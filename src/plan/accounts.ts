import type { Spanned } from "../model/container.ts";
import type { Group, User } from "../rootfs/accounts.ts";
import type { Bundle } from "../model/bundle.ts";
import { groupNamed, identityOf, userNamed } from "./owner.ts";
import type { PlanContext } from "./plan-context.ts";

/** The subsets of passwd(5) and group(5) that a container may see, in the host's order; none where no user is selected. */
export const planAccounts = (context: PlanContext): { readonly users: readonly User[]; readonly groups: readonly Group[] } | undefined => {
  const { bundle, secure, userName } = context.container;
  if (bundle !== undefined && secure && userName !== undefined) return planMappedAccounts(context, bundle, userName);
  const users = selectUsers(context);
  const groups = selectGroups(context, users);
  return users.length === 0 ? undefined : { users: users.map(withoutHash), groups };
};

const selectUsers = (context: PlanContext): readonly User[] => {
  const { container, accounts } = context;
  const attached = (container.launcher?.attaches ?? []).flatMap((attach) => attach.userName ?? []);
  const asked = [...(container.userName === undefined ? [] : [container.userName]), ...attached, ...container.extraUsers];
  const names = new Set(asked.map((name) => userNamed(context, name)?.name));
  if (!container.secure) names.add("root").add("lxc");
  return accounts.users.filter((user) => names.has(user.name));
};

/** Those of a user namespace: it has root alone, and the additional groups. */
const planMappedAccounts = (context: PlanContext, bundle: Bundle, userName: Spanned<string>) => {
  const users = selectUsers(context).map((user) => ({ ...withoutHash(user), uid: 0, gid: 0 }));
  const kept = new Set(users.map(({ name }) => name));
  const gid = identityOf(context, userName, context.container.groupName)?.gid;
  const roots = new Set(context.container.extraGroups.map((name) => groupNamed(context, name)?.name));
  const additional = new Set(bundle.additionalGroups.map((name) => groupNamed(context, name)?.name));
  const groups = context.accounts.groups.flatMap((group) => {
    const isRoot = group.gid === gid || roots.has(group.name);
    if (!isRoot && !additional.has(group.name)) return [];
    return [withoutHash({ ...group, gid: isRoot ? 0 : group.gid, members: group.members.filter((member) => kept.has(member)) })];
  });
  return { users, groups };
};

/** Groups that are named, the users' primary ones, one named like a user whose group is not named, and those a user is a member of. */
const selectGroups = (context: PlanContext, users: readonly User[]): readonly Group[] => {
  const { container, accounts } = context;
  const pairs = [container, ...(container.launcher?.attaches ?? [])];
  const named = [...pairs.flatMap((pair) => pair.groupName ?? []), ...container.extraGroups];
  const fallbacks = pairs.flatMap((pair) => (pair.userName !== undefined && pair.groupName === undefined ? [pair.userName.value] : []));
  const names = new Set([...named.map((name: Spanned<string>) => groupNamed(context, name)?.name), ...fallbacks]);
  if (!container.secure) names.add("root").add("lxc");
  const kept = new Set(users.map((user) => user.name));
  const primary = new Set(users.map((user) => user.gid));
  return accounts.groups
    .map((group) => withoutHash({ ...group, members: group.members.filter((member) => kept.has(member)) }))
    .filter((group) => names.has(group.name) || primary.has(group.gid) || group.members.length > 0);
};

/** A hash never leaves the host, and an empty field would mean "no password": passwd(5). */
const withoutHash = <T extends { readonly password: string }>(line: T): T => ({ ...line, password: line.password === "x" ? "x" : "!" });
