import { quoteWord } from "../render/quote.ts";
import { baseOf } from "../rootfs/paths.ts";
import { orderMounts, programBind } from "./binds.ts";
import { withBus } from "./bus-part.ts";
import { withUserChange } from "./changes-user.ts";
import type { ChosenUser } from "./choose-user.ts";
import { configurationTexts, configuredMounts } from "./configuration.ts";
import type { Draft } from "./draft.ts";
import { namedAccounts } from "./named-accounts.ts";
import { withNetwork } from "./network-part.ts";
import { argumentData, besideScript, interpreterData, ownData } from "./package-data.ts";
import { withProgramNotes } from "./program-notes.ts";
import { runDirectories } from "./run-directories.ts";
import { scriptMounts } from "./script-data.ts";
import { scriptInterpreters } from "./script-interpreters.ts";
import { startNotes } from "./start-notes.ts";
import type { Subject } from "./subject.ts";
import { sharedTmpfs } from "./tmpfs.ts";
import { withResolver } from "./resolver-part.ts";
import { withUnit } from "./unit-part.ts";

/** What is said of a program before anything is looked at as `check` sees it. */
export const draftOf = (subject: Subject, { user, groupName, notes }: ChosenUser, name: string | undefined): Draft => {
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
    settings: [],
    limits: [],
    limitNotes: [],
    devices: [],
    deviceNotes: [],
    bus: undefined,
    busHint: undefined,
    networkNotes: [],
    variables: [],
    variableNotes: [],
    mounts: [
      programBind(program),
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
    perhaps: [],
    mountNotes: [],
    scanDirectories: [],
    libraries: [],
    libraryNotes: ["What the loader of the program asks for, each by its whole name."],
  };
  const described = withProgramNotes(withNetwork(withUnit(draft, subject), subject), subject);
  const interpreters = scriptInterpreters(device.host.rootfs, readElf, program.node).map(({ path }) => baseOf(path));
  const data = [
    ...described.mounts,
    ...scriptMounts(device.host.rootfs, readElf, program),
    ...argumentData(subject),
    ...besideScript(subject),
    ...ownData(subject),
    ...interpreterData(device, interpreters, program.node),
  ];
  const configuration = configurationTexts(subject, data);
  const mounts = [...data, ...runDirectories(subject, configuration), ...configuredMounts(subject, configuration)];
  const whole = { ...described, ...namedAccounts(device.host, configuration), mounts };
  const asked = withResolver(withUserChange(whole, subject, configuration), subject);
  return withBus({ ...asked, mounts: orderMounts(asked.mounts) }, subject);
};

/** The base name in capitals; other characters than letters and digits become `_`. */
const sandboxName = (path: string): string =>
  baseOf(path)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "_")
    .slice(0, MAX_NAME);

const MAX_NAME = 64;
