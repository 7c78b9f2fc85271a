import type { User } from "../rootfs/accounts.ts";
import { findUser } from "../rootfs/find-account.ts";
import { baseOf } from "../rootfs/paths.ts";
import type { Service } from "../rootfs/services.ts";
import type { Host } from "../rootfs/read-host.ts";
import { SERVERS } from "./server-table.ts";
import { isOn } from "./unit-words.ts";

/** Whom the container runs as, and why. */
export interface ChosenUser {
  /** Nobody where the host has no user but root. */
  readonly user: User | undefined;
  readonly groupName: string | undefined;
  readonly notes: readonly string[];
}

interface Asked {
  readonly host: Host;
  readonly path: string;
  readonly service: Service | undefined;
  /** What --user says. */
  readonly userName: string | undefined;
}

/** The user that is asked for, else the unit's, else one that is called like the program, else one without rights. */
export const chooseUser = ({ host, path, service, userName }: Asked): ChosenUser => {
  const { users, groups } = host.accounts;
  const find = (name: string | undefined): User | undefined =>
    name === undefined ? undefined : (findUser(host.accounts, name) ?? users.find(({ uid }) => String(uid) === name));
  const given = find(userName);
  if (given !== undefined) return { user: given, groupName: undefined, notes: [] };
  const unitUser = find(service?.get("User")?.value);
  const unitGroup = service?.get("Group")?.value;
  const groupName = groups.some(({ name }) => name === unitGroup) ? unitGroup : undefined;
  if (unitUser !== undefined && unitUser.uid !== 0) return { user: unitUser, groupName, notes: [`The User of ${service?.name}.`] };
  const name = baseOf(path);
  const asNamed = [
    name,
    name.replace(/d$/, ""),
    `_${name}`,
    `_${name.replace(/d$/, "")}`,
    ...(Object.hasOwn(SERVERS, name) ? (SERVERS[name]?.users ?? []) : []),
  ]
    .map(find)
    .find((each) => each !== undefined && each.uid !== 0);
  if (asNamed !== undefined) return { user: asNamed, groupName, notes: [usual(name, asNamed)] };
  const unprivileged = UNPRIVILEGED.map(find).find((each) => each !== undefined) ?? users.find(({ uid }) => uid >= 1000);
  const lacks = lackOf(service);
  if (unprivileged === undefined)
    return {
      user: undefined,
      groupName: undefined,
      notes: [`To decide: the host has no user without rights. Add one to its passwd, and name it here: <UserName>…</UserName>.${lacks}`],
    };
  return {
    user: unprivileged,
    groupName: undefined,
    notes: [
      `To decide: no unit names a user for this program, and the host has none that is called like it.${lacks} A user of its own is better: others that run as ${unprivileged.name} could reach its processes and files.`,
    ],
  };
};

/** What a service asks for that the host does not have. */
const lackOf = (service: Service | undefined): string => {
  if (isOn(service, "DynamicUser"))
    return ` ${service?.name} has one made at its start (DynamicUser), a container needs one that is there.`;
  const wanted = service?.get("User")?.value;
  return wanted === undefined || wanted === "root" ? "" : ` ${service?.name} asks for ${wanted}, whom the host rootfs does not have.`;
};

const usual = (program: string, { name }: User): string =>
  name.replace(/^_/, "") === program.replace(/d$/, "") || name === program || name === `_${program}`
    ? "The host's user that is called like the program."
    : `The user of the host that ${program}'s configuration usually names.`;

const UNPRIVILEGED = ["nobody", "daemon"];
