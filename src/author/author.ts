import { once } from "../check/once.ts";
import { elfReader } from "../loader/elf-reader.ts";
import { quoteWord } from "../render/quote.ts";
import type { User } from "../rootfs/accounts.ts";
import { readPackageOwners } from "../rootfs/packages.ts";
import { findUser } from "../rootfs/find-account.ts";
import { baseOf } from "../rootfs/paths.ts";
import { type Service, servicesOf } from "../rootfs/services.ts";
import { codeBind, orderMounts } from "./binds.ts";
import { type ChosenUser, chooseUser } from "./choose-user.ts";
import { configurationTexts, configuredMounts } from "./configuration.ts";
import type { Device } from "./device.ts";
import type { Draft } from "./draft.ts";
import { findProgram, type Program } from "./find-program.ts";
import { isStartedBy, serviceFor, startWords } from "./find-service.ts";
import { type Foregrounded, inForeground } from "./foreground.ts";
import { namedAccounts } from "./named-accounts.ts";
import { withNetwork } from "./network-part.ts";
import { argumentData, interpreterData, ownData } from "./package-data.ts";
import { pathsInProgram } from "./paths-in-program.ts";
import { withProgramNotes } from "./program-notes.ts";
import { runDirectories } from "./run-directories.ts";
import { scriptInterpreters } from "./script-interpreters.ts";
import { type Settled, settleDraft } from "./settle.ts";
import { startNotes } from "./start-notes.ts";
import type { Subject } from "./subject.ts";
import { sharedTmpfs } from "./tmpfs.ts";
import { withUnit } from "./unit-part.ts";

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
  const readElf = elfReader(rootfs);
  return ({ command, unit, name, userName }) => {
    const named = unit === undefined ? undefined : services().find((each) => each.name === unit || each.name === `${unit}.service`);
    if (unit !== undefined && named === undefined) return { lacks: "unit", name: unit };
    const word = command[0] ?? (named && startWords(rootfs, named)[0]) ?? "";
    const program = findProgram(rootfs, readElf, word);
    if (program === undefined) return { lacks: "program", name: word };
    if (userName !== undefined && findUser(device.host.accounts, userName) === undefined) return { lacks: "user", name: userName };
    const service = named ?? serviceFor(rootfs, services(), program);
    const user = chooseUser({ host: device.host, path: program.path, service, userName });
    const owner = owners().get(program.node.path);
    const subject: Subject = {
      device,
      program,
      paths: pathsInProgram(rootfs, program.node),
      service,
      isCommanded: command.length > 1,
      ...wordsFor(device, { command, service, program, user: user.user }),
      user: user.user,
      owner,
      readElf,
      names: namesOf(program, owner?.name),
    };
    return settleDraft(draftOf(subject, user, name), device);
  };
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
const namesOf = ({ path }: Program, owner: string | undefined): readonly string[] => {
  const base = baseOf(path);
  const names = [
    base,
    base.replace(/-?d(?:aemon)?$/, ""),
    owner ?? "",
    (owner ?? "").replace(/-(?:base|core|bin|daemon|common|server|minimal)$/, ""),
  ];
  return [...new Set(names)].filter((name) => name.length > 2);
};

const draftOf = (subject: Subject, { user, groupName, notes }: ChosenUser, name: string | undefined): Draft => {
  const { device, program, words, readElf } = subject;
  const draft: Draft = {
    name: name ?? sandboxName(program.path),
    headNotes: [
      `${program.path} of ${baseOf(device.host.rootfs.file)}, written by lxc-overlay new. What begins with "To decide" is left to you; check -s -S tells what lacks.`,
    ],
    execName: quoteWord(program.path),
    execParams: words.map(quoteWord).join(" "),
    startNotes: startNotes(subject),
    userName: user?.name,
    groupName,
    userNotes: notes,
    extraUsers: [],
    extraGroups: [],
    capKeep: [],
    capNotes: [],
    devices: [],
    deviceNotes: [],
    networkNotes: [],
    variables: [],
    variableNotes: [],
    mounts: [
      codeBind({ path: program.path, why: "the program" }),
      {
        type: "dir",
        source: "proc",
        destination: "proc",
        fsType: "proc",
        options: "nosuid,nodev,noexec,hidepid=2",
        why: "its own processes alone",
      },
      sharedTmpfs("tmp", "8M", "scratch space; size is the most that it takes of the memory"),
    ],
    mountNotes: [],
    scanDirectories: [],
    libraries: [],
    libraryNotes: ["What the loader of the program asks for, each by its whole name."],
  };
  const described = withProgramNotes(withNetwork(withUnit(draft, subject), subject), subject);
  const interpreters = scriptInterpreters(device.host.rootfs, readElf, program.node).map(({ path }) => baseOf(path));
  const data = [...described.mounts, ...argumentData(subject), ...ownData(subject), ...interpreterData(device, interpreters)];
  const configuration = configurationTexts(subject, data);
  const mounts = [...data, ...runDirectories(subject, configuration), ...configuredMounts(subject, configuration)];
  return { ...described, ...namedAccounts(device.host, configuration), mounts: orderMounts(mounts) };
};

/** The base name in capitals; other characters than letters and digits become `_`. */
const sandboxName = (path: string): string =>
  baseOf(path)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "_")
    .slice(0, MAX_NAME);

const MAX_NAME = 64;
