import type { AttachPlan, CommandPlan, LauncherPlan, NotifyPlan, StartPlan } from "../plan/launcher-plan.ts";
import type { Why } from "../plan/why.ts";
import type { ShellText } from "../shell/shell-text.ts";
import { escapeQuoted, quoteWord } from "../render/quote.ts";
import { joinLines, linesFor, type TextLine } from "../render/text-line.ts";

/** A launcher: a script of POSIX sh whose first argument names what to do. It ends with the status of the LXC command it ran. */
export const renderLauncher = (launcher: LauncherPlan): string => joinLines(launcherLines(launcher));

/** The lines of a launcher. */
export const launcherLines = (launcher: LauncherPlan): readonly TextLine[] => {
  const { name, containerName, start, attaches, stop, why } = launcher;
  const frame = (...texts: readonly string[]): readonly TextLine[] => linesFor([why], texts);
  return [
    ...frame("#!/bin/sh", `# ${name}.sh: starts, joins and stops the container ${containerName}.`, ""),
    ...functions(launcher),
    ...frame("case $1 in"),
    ...linesFor(whysOf(start), branch("start", run(executePrefix(launcher), start.command, launcher))),
    ...attaches.flatMap((attach) =>
      linesFor(whysOf(attach), branch(attach.param, run(attachPrefix(launcher, attach), attach.command, launcher))),
    ),
    ...(stop === undefined ? [] : linesFor([stop], branch("stop", [`/usr/bin/lxc-stop -n ${containerName}`]))),
    ...frame(...branch("*", ["exit 1"]), "esac"),
  ];
};

/** Everything that a branch is made of. */
const whysOf = (branched: StartPlan | AttachPlan): readonly Why[] => {
  const { command } = branched;
  const others = "param" in branched ? [branched.why] : [branched.logFileWhy];
  return [command.why, command.paramsWhy, ...others].flatMap((why) => why ?? []);
};

const executePrefix = ({ containerName, conf, start }: LauncherPlan): string => {
  const log = [...option("-o", start.logFile), ...option("-l", start.logPriority)];
  return ["/usr/bin/lxc-execute", "-n", containerName, ...log, "-f", conf, "--"].join(" ");
};

const option = (flag: string, value: string | undefined): readonly string[] => (value === undefined ? [] : [flag, quoteWord(value)]);

const attachPrefix = ({ containerName, conf, clearEnv }: LauncherPlan, { process: { userName, uid, gid } }: AttachPlan): string => {
  const environment = clearEnv ? ["--clear-env"] : [];
  const ids = userName === undefined ? [] : ["-u", uid, "-g", gid];
  return ["/usr/bin/lxc-attach", "-n", containerName, "-f", conf, ...environment, ...ids, "--"].join(" ");
};

/** `esac` is the one word that can't stand bare as a pattern. */
const branch = (name: string, lines: readonly string[]): readonly string[] => [
  `${name === "esac" ? '"esac"' : name})`,
  ...[...lines, ";;"].map((each) => `    ${each}`),
];

const run = (prefix: string, { text, shell, notify }: CommandPlan, launcher: LauncherPlan): readonly string[] => {
  if (notify === undefined) return exempt(prefix, text);
  const pidFile = notify.pidFile === undefined ? undefined : quoteWord(notify.pidFile);
  return [
    ...(pidFile === undefined ? [] : [`rm -f ${pidFile}`]),
    ...background(prefix, text, shell),
    ...(pidFile === undefined ? [] : [`wait_for_file ${pidFile}`]),
    ...findProcess(notify, launcher),
    'notify "$pid"',
  ];
};

/** A comment would take a `&` behind it along: then the group that holds it goes into the background, and `$!` is what runs the group. */
const background = (prefix: string, text: string, shell: ShellText): readonly string[] =>
  shell.comment !== undefined ? [DIRECTIVE, "{", `    ${prefix} ${text}`, "} &"] : exempt(prefix, text, " &");

const DIRECTIVE = "# shellcheck disable=all";

/** The line with the integrator's own shell text. A directive of shellcheck covers one command: text that may hold several is grouped. */
const exempt = (prefix: string, text: string, end = ""): readonly string[] => {
  const command = `${prefix} ${text}${end}`;
  return /[;&]/.test(text) ? [DIRECTIVE, "{", `    ${command}`, "}"] : [DIRECTIVE, command];
};

/** A process that forks away is re-parented to the container's init, and so is sought from the container's lxc-execute down. */
const findProcess = ({ processName, forking }: NotifyPlan, { containerName, init }: LauncherPlan): readonly string[] =>
  forking
    ? [
        ...lookUp("1", `/usr/bin/lxc-execute -n ${containerName}`),
        ...(init === undefined ? [] : lookUp('"$pid"', init)),
        ...lookUp('"$pid"', processName),
      ]
    : lookUp("$!", processName);

const lookUp = (parent: string, name: string): readonly string[] => [
  `pid=$(/usr/bin/lxccpid --ppid ${parent} "${escapeQuoted(name)}" 3000)`,
  '[ -n "$pid" ] || exit 1',
];

/** The functions that the branches use, and who uses them. */
const functions = ({ start, attaches, pause, settle }: LauncherPlan): readonly TextLine[] => {
  const notifying = [start, ...attaches].filter(({ command }) => command.notify !== undefined);
  const waiting = notifying.filter(({ command }) => command.notify?.pidFile !== undefined);
  const define = (users: readonly (StartPlan | AttachPlan)[], text: string): readonly TextLine[] =>
    users.length === 0
      ? []
      : linesFor(
          users.map(({ command }) => command.why),
          [text],
        );
  return [...define(waiting, waitForFile(sleep(pause, 100_000))), ...define(notifying, notifySystemd(sleep(pause, settle)))];
};

const waitForFile = (pause: string): string => `wait_for_file() {
    tries=0
    until [ -e "$1" ]; do
        [ "$tries" -lt 300 ] || exit 1
        tries=$((tries + 1))
        ${pause}
    done
}
`;

const notifySystemd = (pause: string): string => `notify() {
    /bin/systemd-notify --ready MAINPID="$1" || exit 1
    # systemd must have taken the process for its own before this script ends.
    ${pause}
}
`;

const sleep = (pause: LauncherPlan["pause"], microseconds: number): string =>
  pause === "usleep" ? `/bin/usleep ${microseconds}` : `sleep ${seconds(microseconds)}`;

const seconds = (microseconds: number): string => {
  const fraction = String(microseconds % 1_000_000)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${Math.floor(microseconds / 1_000_000)}${fraction === "" ? "" : `.${fraction}`}`;
};
