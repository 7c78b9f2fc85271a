import type { Attach, Spanned } from "../model/container.ts";
import { findUser } from "../rootfs/find-account.ts";
import { identityOf, type Owner } from "./owner.ts";
import type { Scope } from "./scope.ts";

/** Who the main process is, in secure mode with a user; root otherwise. */
export const mainIdentity = (scope: Scope): Owner | undefined =>
  scope.options.secure && scope.container.userName !== undefined
    ? identityOf(scope, scope.container.userName, scope.container.groupName)
    : undefined;

/** Who an attached process is, in secure mode with a user; root otherwise. */
export const attachIdentity = (scope: Scope, attach: Attach): Owner | undefined =>
  scope.options.secure && attach.userName !== undefined ? identityOf(scope, attach.userName, attach.groupName) : undefined;

/** Whether a process of the container runs as root: the main one or an attached one. */
export const hasRootProcess = (scope: Scope): boolean => {
  const { container, options, accounts } = scope;
  const users = [container.userName, ...(container.launcher?.attaches ?? []).map((attach) => attach.userName)];
  return !options.secure || users.some((user) => user === undefined || findUser(accounts, user.value)?.uid === 0);
};

/**
 * Whether a process of the container is neither the rootfs' owner nor in its group, so that modes without anything
 * for others would lock it out. Root is locked out where the container takes dac_override away from it.
 */
export const hasStranger = (scope: Scope, owner: Owner): boolean => {
  const { container } = scope;
  const attaches = container.launcher?.attaches ?? [];
  const credentials = [
    ...(container.userName === undefined ? [] : [mainCredentials(scope, container.userName)]),
    ...attaches.flatMap((attach) => (attach.userName === undefined ? [] : [attachCredentials(scope, attach, attach.userName)])),
    ...container.extraUsers.map((name) => hostCredentials(scope, name.value)),
    ...(hasRootProcess(scope) ? [{ uid: 0, gids: [0] }] : []),
  ];
  const rootMayAll = keepsDacOverride(scope);
  return credentials.some((each) => each.uid !== owner.uid && !each.gids.includes(owner.gid) && !(each.uid === 0 && rootMayAll));
};

interface Credentials {
  readonly uid: number | undefined;
  readonly gids: readonly number[];
}

const mainCredentials = (scope: Scope, userName: Spanned<string>): Credentials => {
  const identity = identityOf(scope, userName, scope.container.groupName);
  return { uid: identity?.uid, gids: [...(identity === undefined ? [] : [identity.gid]), ...supplementary(scope, userName.value)] };
};

/** lxc-attach drops supplementary groups: lxc-attach(1). */
const attachCredentials = (scope: Scope, attach: Attach, userName: Spanned<string>): Credentials => {
  const identity = identityOf(scope, userName, attach.groupName);
  return { uid: identity?.uid, gids: identity === undefined ? [] : [identity.gid] };
};

const hostCredentials = (scope: Scope, name: string): Credentials => {
  const user = findUser(scope.accounts, name);
  return { uid: user?.uid, gids: [...(user === undefined ? [] : [user.gid]), ...supplementary(scope, name)] };
};

/** LXC 3.0 gives a process none. */
const supplementary = (scope: Scope, name: string): readonly number[] =>
  scope.dialect === "3.0" ? [] : scope.accounts.groups.filter((group) => group.members.includes(name)).map((group) => group.gid);

const keepsDacOverride = (scope: Scope): boolean => {
  const { capKeep, capDrop } = scope.container;
  const names = (list: readonly Spanned<string>[]): readonly string[] => list.map((each) => each.value);
  return capKeep.length > 0 ? names(capKeep).includes("dac_override") : !names(capDrop).includes("dac_override");
};
