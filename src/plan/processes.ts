import type { Attach, Spanned } from "../model/container.ts";
import { findUser } from "../rootfs/find-account.ts";
import { identityOf, type Owner } from "./owner.ts";
import type { PlanContext } from "./plan-context.ts";

/** Who the main process is, in secure mode with a user; root otherwise. */
export const mainIdentity = (context: PlanContext): Owner | undefined =>
  context.options.secure && context.container.userName !== undefined
    ? identityOf(context, context.container.userName, context.container.groupName)
    : undefined;

/** Who an attached process is, in secure mode with a user; root otherwise. */
export const attachIdentity = (context: PlanContext, attach: Attach): Owner | undefined =>
  context.options.secure && attach.userName !== undefined ? identityOf(context, attach.userName, attach.groupName) : undefined;

/** Whether a process of the container runs as root: the main one or an attached one. */
export const hasRootProcess = (context: PlanContext): boolean => {
  const { container, options, accounts } = context;
  const users = [container.userName, ...(container.launcher?.attaches ?? []).map((attach) => attach.userName)];
  return !options.secure || users.some((user) => user === undefined || findUser(accounts, user.value)?.uid === 0);
};

/**
 * Whether a process of the container is neither the rootfs' owner nor in its group, so that modes without anything
 * for others would lock it out. Root is locked out where the container takes dac_override away from it.
 */
export const hasStranger = (context: PlanContext, owner: Owner): boolean => {
  const { container } = context;
  const attaches = container.launcher?.attaches ?? [];
  const credentials = [
    ...(container.userName === undefined ? [] : [mainCredentials(context, container.userName)]),
    ...attaches.flatMap((attach) => (attach.userName === undefined ? [] : [attachCredentials(context, attach, attach.userName)])),
    ...container.extraUsers.map((name) => hostCredentials(context, name.value)),
    ...(hasRootProcess(context) ? [{ uid: 0, gids: [0] }] : []),
  ];
  const rootMayAll = keepsDacOverride(context);
  return credentials.some((each) => each.uid !== owner.uid && !each.gids.includes(owner.gid) && !(each.uid === 0 && rootMayAll));
};

interface Credentials {
  readonly uid: number | undefined;
  readonly gids: readonly number[];
}

const mainCredentials = (context: PlanContext, userName: Spanned<string>): Credentials => {
  const identity = identityOf(context, userName, context.container.groupName);
  return { uid: identity?.uid, gids: [...(identity === undefined ? [] : [identity.gid]), ...supplementary(context, userName.value)] };
};

/** lxc-attach drops supplementary groups: lxc-attach(1). */
const attachCredentials = (context: PlanContext, attach: Attach, userName: Spanned<string>): Credentials => {
  const identity = identityOf(context, userName, attach.groupName);
  return { uid: identity?.uid, gids: identity === undefined ? [] : [identity.gid] };
};

const hostCredentials = (context: PlanContext, name: string): Credentials => {
  const user = findUser(context.accounts, name);
  return { uid: user?.uid, gids: [...(user === undefined ? [] : [user.gid]), ...supplementary(context, name)] };
};

/** LXC 3.0 gives a process none. */
const supplementary = (context: PlanContext, name: string): readonly number[] =>
  context.dialect === "3.0" ? [] : context.accounts.groups.filter((group) => group.members.includes(name)).map((group) => group.gid);

const keepsDacOverride = (context: PlanContext): boolean => {
  const { capKeep, capDrop } = context.container;
  const names = (list: readonly Spanned<string>[]): readonly string[] => list.map((each) => each.value);
  return capKeep.length > 0 ? names(capKeep).includes("dac_override") : !names(capDrop).includes("dac_override");
};
