import type { ProcessPlan } from "../plan/process-plan.ts";
import { baseOf } from "../rootfs/paths.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { appletWords } from "./applets.ts";
import { envCommand, type EnvCommand, type Word } from "./env-command.ts";
import { executeFile, type Started } from "./execute-file.ts";
import type { Execution, ExecutionPlace } from "./execution.ts";
import { refusalOf } from "./refusal.ts";
import { beginOf } from "./script-file.ts";
import { readLateLine } from "./script-line.ts";
import { wrappedCommand } from "./wrapped-command.ts";

export interface Command {
  readonly process: ProcessPlan;
  readonly words: readonly Word[];
  /** The directories of PATH. */
  readonly path: readonly string[];
}

/** What a command executes, as execvp(3) does it, and what env(1) and the like run after it; undefined where its first word is not known. */
export const runCommand = (place: ExecutionPlace, command: Command): Execution | undefined => run(place, command, MAX_ENVS);

/** Scripts that have env run themselves go on for ever. */
const MAX_ENVS = 8;

const run = (place: ExecutionPlace, command: Command, envs: number): Execution | undefined => {
  const [name] = command.words;
  if (name === undefined) return undefined;
  const { words, ...searched } = search(place, command, name);
  const refusal = searched.end === "runs" ? refusalOf(place, { files: searched.files, words }) : undefined;
  const started = { ...searched, end: refusal ?? searched.end };
  const inner = started.end === "runs" && envs > 0 ? innerOf(place, searched.files, words) : undefined;
  if (inner === undefined) return started;
  const after = run(place, { ...command, words: inner.words, path: inner.path ?? command.path }, envs - 1);
  if (after === undefined) return started;
  // A script that names env names what env runs.
  const [script, ...others] = started.files;
  const isNamed = isMissing(after.end) && after.files.length === 0 && others.length > 0;
  const end = isNamed ? { kind: "missing" as const, path: inner.words[0] ?? "", by: script } : after.end;
  return { ...started, files: [...started.files, ...after.files], end };
};

/** What the last of the files runs. */
const innerOf = (place: ExecutionPlace, files: readonly HostNode[], given: readonly Word[]): EnvCommand | undefined => {
  const program = files.at(-1);
  const words = program !== undefined && place.applets.isBusybox(program) ? appletWords(given) : given;
  const [name, ...rest] = words ?? [];
  if (name !== undefined && baseOf(name) === "env") return envCommand(rest);
  const wrapped = wrappedCommand(words ?? []);
  return wrapped === undefined ? undefined : { words: wrapped, path: undefined };
};

/** A name without a slash is looked for in PATH: what is missing or can't be executed is passed over, and EACCES is remembered. */
const search = (place: ExecutionPlace, { process, words, path }: Command, name: string): Started => {
  const candidates = name.includes("/") ? [name] : path.map((directory) => `${directory}/${name}`);
  const tried = candidates.map((candidate) => executeFile(place, process, candidate, words));
  const decided =
    tried.find(({ end }) => !isPassedOver(end)) ?? tried.find(({ end, files }) => !isMissing(end) || files.length > 0) ?? tried[0];
  if (decided === undefined || (isMissing(decided.end) && decided.files.length === 0)) {
    return { process, files: [], end: { kind: "missing", path: name, by: undefined }, words };
  }
  return typeof decided.end === "object" && decided.end.kind === "no-format" ? byShell(place, decided) : decided;
};

const isMissing = (end: Execution["end"]): boolean => typeof end === "object" && end.kind === "missing";

const isPassedOver = (end: Execution["end"]): boolean =>
  typeof end === "object" && (end.kind === "missing" || end.kind === "denied" || end.kind === "noexec");

/** What has no format that the kernel knows is given to the shell: execvp(3). */
const byShell = (place: ExecutionPlace, { process, files, words }: Started): Started => {
  const script = files.at(-1);
  const late = script === undefined ? undefined : readLateLine(beginOf(place.contents, script));
  if (script !== undefined && late !== undefined && !isShell(late)) {
    return { process, files, words, end: { kind: "late-line", node: script, interpreter: late } };
  }
  const shell = executeFile(place, process, SHELL, [SHELL, ...words]);
  if (typeof shell.end === "object" && shell.end.kind === "no-format")
    return { ...shell, files: [...files, ...shell.files], end: "unknown" };
  const [text] = files.slice(-1);
  const lacksShell = text !== undefined && isMissing(shell.end) && shell.files.length === 0;
  return { ...shell, files: [...files, ...shell.files], end: lacksShell ? { kind: "no-format", node: text } : shell.end };
};

const SHELL = "/bin/sh";

const isShell = (interpreter: string): boolean => interpreter.endsWith("sh");
