import { CONTAINERS, launcherNamedBy, type NamedLauncher, strayLauncherNamedBy } from "../plan/container-paths.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { baseOf } from "../rootfs/paths.ts";
import { type HostScript, hostScripts } from "./host-scripts.ts";
import { commandsOf, type ServiceCommand, servicesOf } from "../rootfs/services.ts";
import { readShell } from "../shell/read-shell.ts";

/** A command of a service, or of an init script, that executes a launcher. */
export interface LauncherCall extends ServiceCommand, NamedLauncher {
  /** What stands behind it; `undefined` for what only the device knows. */
  readonly args: Words;
  /** Whether the launcher is the command itself, and not a part of shell text. */
  readonly isAlone: boolean;
  /** The path that is executed, as it is written. */
  readonly path: string;
  /** Whether that leaves the directory of the launchers out. */
  readonly isStray: boolean;
}

type Words = readonly (string | undefined)[];

/** What the services and init scripts of a host execute of launchers. */
export const launcherCalls = (host: HostRootfs): readonly LauncherCall[] => allCalls(host).filter(({ isStray }) => !isStray);

/** The same of what would be a launcher's path with its directory. */
export const strayCalls = (host: HostRootfs): readonly LauncherCall[] => allCalls(host).filter(({ isStray }) => isStray);

/** Read once a host. */
const allCalls = (host: HostRootfs): readonly LauncherCall[] => {
  const calls = KNOWN.get(host) ?? [
    ...servicesOf(host, IN_PATHS).flatMap(commandsOf).flatMap(callsIn),
    ...hostScripts(host)
      .filter(({ text }) => text.includes(IN_PATHS))
      .flatMap(scriptCalls),
  ];
  KNOWN.set(host, calls);
  return calls;
};

/** What every path of a launcher holds. */
const IN_PATHS = `${CONTAINERS}/`;

const KNOWN = new WeakMap<HostRootfs, readonly LauncherCall[]>();

/** Where a call stands, in words. */
export const placeOfCall = ({ setting }: LauncherCall): string => `/${setting.file}:${setting.line}`;

/** Whether a service may give its commands a variable: systemd.exec(5), "Environment". */
export const maySet = ({ service, setting }: LauncherCall, name: string): boolean =>
  service.get("EnvironmentFile") !== undefined ||
  [...service.all("Environment"), ...service.all("PassEnvironment"), setting].some(({ value }) =>
    value.split(/[\s"';]+/).some((word) => word === name || word.startsWith(`${name}=`)),
  );

const callsIn = (command: ServiceCommand): readonly LauncherCall[] => {
  const text = launchedShellText(command.words);
  if (text === undefined) return callOf(command, command.words, true);
  return readShell(text).commands.flatMap((words) =>
    callOf(
      command,
      words.map(({ value }) => value),
      false,
    ),
  );
};

/** The calls of a script, as those of a service that says nothing else; their setting is called `script`. */
const scriptCalls = ({ path, text }: HostScript): readonly LauncherCall[] =>
  readShell(commandsIn(path, text)).commands.flatMap((words) => {
    const values = words.map(({ value }) => value);
    if (!values.some((word) => word !== undefined && namedBy(word) !== undefined)) return [];
    const line = text.slice(0, words[0]?.at).split("\n").length;
    const command: ServiceCommand = {
      words: values,
      mayFail: false,
      service: { name: path, path, get: () => undefined, all: () => [], units: () => [], isInstalled: false },
      setting: { section: "", key: SCRIPT, value: text, file: path, line },
    };
    return callOf(command, values, false);
  });

/** A script's text with blanks for what is no command: inittab(5), crontab(5). */
const commandsIn = (path: string, text: string): string => {
  const fields = path === "etc/inittab" ? INITTAB : /^etc\/cron(?:tab$|\.d\/)/.test(path) ? CRONTAB : undefined;
  return fields === undefined ? text : text.replace(fields, (found) => " ".repeat(found.length));
};

/** A process may stand behind + (no utmp) or - (a login shell). */
const INITTAB = /^[^#:\n]*:[^:\n]*:[^:\n]*:[-+@]?/gm;

const CRONTAB = /^[ \t]*(?:@\w+|(?:[^\s#=]+[ \t]+){4}[^\s=]+)[ \t]+[\w.-]+[ \t]/gm;

/** What stands for the key of a setting where a script calls a launcher. */
export const SCRIPT = "script";

/** The text that a shell is given with -c. */
export const launchedShellText = ([name, ...rest]: Words): string | undefined => {
  const at = name !== undefined && isShell(name) ? rest.findIndex((word) => word !== undefined && /^-[a-z]*c$/.test(word)) : -1;
  return at === -1 ? undefined : rest[at + 1];
};

const callOf = (command: ServiceCommand, words: Words, isAlone: boolean): readonly LauncherCall[] => {
  const at = words.findIndex((word) => word === undefined || namedBy(word) !== undefined);
  const path = words[at] ?? "";
  const named = namedBy(path);
  const [before] = words;
  if (named === undefined || (at > 0 && !(before !== undefined && RUNNERS.has(baseOf(before))))) return [];
  return [{ ...command, ...named, path, args: words.slice(at + 1), isAlone, isStray: launcherNamedBy(path) === undefined }];
};

const namedBy = (path: string): NamedLauncher | undefined => launcherNamedBy(path) ?? strayLauncherNamedBy(path);

/** Whether a program is a shell, by its name. */
export const isShell = (program: string): boolean => SHELLS.has(baseOf(program));

const SHELLS = new Set(["sh", "ash", "bash", "dash", "busybox"]);

/** What executes the command that is named behind it. */
const RUNNERS = new Set([...SHELLS, "exec", "env", "nice", "ionice", "chrt", "taskset", "setsid", "nohup", "systemd-cat"]);
