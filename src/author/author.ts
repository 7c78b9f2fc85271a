import { type HostUse, hostUses } from "../check/host-uses.ts";
import { once } from "../check/once.ts";
import { elfReader } from "../loader/elf-reader.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import type { User } from "../rootfs/accounts.ts";
import { readPackageOwners } from "../rootfs/packages.ts";
import { findUser } from "../rootfs/find-account.ts";
import { baseOf } from "../rootfs/paths.ts";
import { type Service, serviceNamed, servicesOf } from "../rootfs/services.ts";
import { chooseUser } from "./choose-user.ts";
import type { Device } from "./device.ts";
import { draftOf } from "./draft-of.ts";
import { findProgram, isOfManyNames, type Program } from "./find-program.ts";
import { isStartedBy, serviceFor, startWords } from "./find-service.ts";
import { type Foregrounded, inForeground } from "./foreground.ts";
import { filesOf, ownedPlaces } from "./owned-data.ts";
import { pathsInProgram, programText } from "./paths-in-program.ts";
import { type Settled, settleDraft } from "./settle.ts";
import type { Subject } from "./subject.ts";

/** What a description is asked for. */
export interface Request {
  /** The program, and the words behind it; with a unit it may be absent. */
  readonly command: readonly string[];
  readonly unit?: string | undefined;
  readonly name?: string | undefined;
  readonly userName?: string | undefined;
}

/** What came of it. */
export type Authored = Settled | { readonly lacks: "program" | "unit" | "user"; readonly name: string };

/** Writes descriptions for programs of a device; what they have in common is read once. A pure function. */
export const openAuthor = (device: Device): ((request: Request) => Authored) => {
  const { rootfs } = device.host;
  const services = once(() => servicesOf(rootfs));
  const owners = once(() => readPackageOwners(rootfs));
  const uses = once(() => hostUses(rootfs, services()));
  const readElf = elfReader(rootfs);
  return ({ command, unit, name, userName }) => {
    const named = unit === undefined ? undefined : serviceNamed(rootfs, unit.endsWith(".service") ? unit : `${unit}.service`);
    if (unit !== undefined && named === undefined) return { lacks: "unit", name: unit };
    const word = command[0] ?? (named && startWords(rootfs, named)[0]) ?? "";
    const program = findProgram(rootfs, readElf, word);
    if (program === undefined) return { lacks: "program", name: word };
    if (userName !== undefined && findUser(device.host.accounts, userName) === undefined) return { lacks: "user", name: userName };
    const service = named ?? serviceFor(rootfs, services(), program);
    const user = chooseUser({ host: device.host, path: program.path, service, userName });
    const owner = owners().get(program.node.path);
    const text = programText(rootfs, program.node);
    const subject: Subject = {
      device,
      program,
      text,
      usedBy: once(() => usersOf(rootfs, uses(), program.node)),
      paths: pathsInProgram(text),
      service,
      isCommanded: command.length > 1,
      ...wordsFor(device, { command, service, program, user: user.user }),
      user: user.user,
      owner,
      packageFiles: owner === undefined ? [] : filesOf(owners(), owner),
      packagePlaces: owner === undefined ? [] : ownedPlaces(device.host, owners(), owner),
      readElf,
      names: namesOf(program, owner?.name),
    };
    return settleDraft(draftOf(subject, user, name), device);
  };
};

/** The files, absolute, that use a program. */
const usersOf = (rootfs: HostRootfs, uses: readonly HostUse[], node: HostNode): readonly string[] => {
  const own = uses.filter(({ path }) => {
    const found = lookup(rootfs, path);
    return found.kind === "found" && found.node === node;
  });
  return [...new Set(own.map(({ by }) => `/${by}`))];
};

interface Commanded {
  readonly command: readonly string[];
  readonly service: Service | undefined;
  readonly program: Program;
  readonly user: User | undefined;
}

/** The words behind the program: those that are given, else the unit's, as far as they are known; and what keeps it in the foreground. */
const wordsFor = ({ host }: Device, { command, service, program, user }: Commanded): Foregrounded => {
  const words =
    command.length > 1 || service === undefined || !isStartedBy(host.rootfs, service, program.node)
      ? command.slice(1)
      : startWords(host.rootfs, service)
          .slice(1)
          .flatMap((word) => word ?? []);
  return inForeground(baseOf(program.path), words, user);
};

/** `dnsmasq` and what a package is called; of `dbus-daemon` also `dbus`. */
const namesOf = (program: Program, packageName: string | undefined): readonly string[] => {
  const base = baseOf(program.path);
  const owner = (isOfManyNames(program) ? undefined : packageName) ?? "";
  const names = [base, base.replace(/-?d(?:aemon)?$/, ""), owner, owner.replace(/-(?:base|core|bin|daemon|common|server|minimal)$/, "")];
  return [...new Set(names)].filter((name) => name.length > 2);
};
