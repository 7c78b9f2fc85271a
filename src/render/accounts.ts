import type { Group, User } from "../rootfs/accounts.ts";

/** The text of /etc/passwd: passwd(5). */
export const renderPasswd = (users: readonly User[]): string =>
  records(users.map((user) => [user.name, user.password, user.uid, user.gid, user.gecos, user.home, user.shell]));

/** The text of /etc/group: group(5). */
export const renderGroup = (groups: readonly Group[]): string =>
  records(groups.map((group) => [group.name, group.password, group.gid, group.members.join(",")]));

const records = (rows: readonly (readonly (string | number)[])[]): string => rows.map((row) => `${row.join(":")}\n`).join("");
