import type { Accounts, Group, User } from "./accounts.ts";

/** The user of a name; root is uid 0 even where the host's passwd does not list it. */
export const findUser = (accounts: Accounts, name: string): User | undefined =>
  accounts.users.find((user) => user.name === name) ??
  (name === "root" ? { name, password: "x", uid: 0, gid: 0, gecos: "", home: "/root", shell: "/bin/sh" } : undefined);

/** The group of a name; root is gid 0 even where the host's group file does not list it. */
export const findGroup = (accounts: Accounts, name: string): Group | undefined =>
  accounts.groups.find((group) => group.name === name) ?? (name === "root" ? { name, password: "x", gid: 0, members: [] } : undefined);
