import { atSpan } from "../diagnostics/diagnostic.ts";
import { unknownGroup, unknownUser } from "./account-findings.ts";
import type { Spanned } from "../model/container.ts";
import type { Group, User } from "../rootfs/accounts.ts";
import { findGroup, findUser } from "../rootfs/find-account.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { PlanContext } from "./plan-context.ts";

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The host's user of a name that a description gives; an unknown one is reported. */
export const userNamed = (context: PlanContext, name: Spanned<string>): User | undefined => {
  const user = findUser(context.accounts, name.value);
  if (user === undefined)
    context.report(unknownUser(atSpan(name.span), name.value, accountsIn(context, "etc/passwd", context.accounts.users)));
  return user;
};

/** The host's group of a name that a description gives; an unknown one is reported. */
export const groupNamed = (context: PlanContext, name: Spanned<string>): Group | undefined => {
  const group = findGroup(context.accounts, name.value);
  if (group === undefined)
    context.report(unknownGroup(atSpan(name.span), name.value, accountsIn(context, "etc/group", context.accounts.groups)));
  return group;
};

/** What is read from a file of the host; undefined where it is not there. */
const accountsIn = <T>({ rootfs }: PlanContext, file: string, accounts: readonly T[]): readonly T[] | undefined =>
  lookup(rootfs, file).kind === "found" ? accounts : undefined;

/** Ids of a user and a group; without a group name the group named like the user, else the user's primary group. */
export const identityOf = (context: PlanContext, userName: Spanned<string>, groupName: Spanned<string> | undefined): Owner | undefined => {
  const user = userNamed(context, userName);
  const group = groupName === undefined ? undefined : groupNamed(context, groupName);
  if (user === undefined || (groupName !== undefined && group === undefined)) return undefined;
  return { uid: user.uid, gid: group?.gid ?? findGroup(context.accounts, user.name)?.gid ?? user.gid };
};

/** Who owns everything below the container's rootfs: UserNameRootFs, else UserName, else root; the group likewise. */
export const rootfsOwner = (context: PlanContext): Owner => {
  const { container } = context;
  const userName = container.userNameRootFs ?? container.userName ?? { value: "root", span: container.span };
  return identityOf(context, userName, container.groupNameRootFs ?? container.groupName) ?? { uid: 0, gid: 0 };
};
