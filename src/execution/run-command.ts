import type { ProcessPlan } from "../plan/process-plan.ts";
import { baseOf } from "../rootfs/paths.ts";
import { appletWords } from "./applets.ts";
import { envCommand, type EnvCommand, type Word } from "./env-command.ts";
import { executeFile, loadFile } from "./execute-file.ts";
import type { Execution, ExecutionPlace, Loading } from "./execution.ts";
import { type LoaderCommand, loaderCommand, preloadNames } from "./loader-command.ts";
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

/** What a command executes, as execvp(3) does it, and what env(1) and the like or a loader run after it; undefined where its first word is not known. */
export const runCommand = (place: ExecutionPlace, command: Command): Execution | undefined => run(place, command, undefined, MAX_ENVS);

/** Scripts that have env run themselves go on for ever. */
const MAX_ENVS = 8;

const run = (place: ExecutionPlace, command: Command, loading: Loading | undefined, envs: number): Execution | undefined => {
  const [name] = command.words;
  if (name === undefined) return undefined;
  const searched = withLoading(search(place, command, name), loading);
  const started = searched.end === "runs" ? { ...searched, end: refusalOf(place, searched) ?? searched.end } : searched;
  if (started.end !== "runs" || envs === 0) return started;
  const loaded = loaderCommand(started.given);
  if (loaded !== undefined) return load(place, started, loaded, loading);
  const inner = innerOf(place, started);
  if (inner === undefined) return started;
  const innerCommand = { ...command, words: inner.words, path: inner.path ?? command.path };
  const after = run(place, innerCommand, loadingBy(inner, loading), envs - 1);
  if (after === undefined) return started;
  // A script that names env names what env runs.
  const [script, ...others] = started.files;
  const isNamed = isMissing(after.end) && after.files.length === 0 && others.length > 0;
  const end = isNamed ? { kind: "missing" as const, path: inner.words[0] ?? "", by: script } : after.end;
  return { ...after, files: [...started.files, ...after.files], loading: new Map([...started.loading, ...after.loading]), end };
};

const withLoading = (started: Execution, loading: Loading | undefined): Execution =>
  loading === undefined ? started : { ...started, loading: new Map(started.files.map((file) => [file, loading])) };

/** What env(1) hands on of the variables that a loader reads. */
const loadingBy = ({ valueOf }: EnvCommand, before: Loading | undefined): Loading | undefined => {
  const libraryPath = valueOf("LD_LIBRARY_PATH") ?? before?.libraryPath;
  const own = valueOf("LD_PRELOAD");
  const preloads = own === undefined ? before?.preloads : preloadNames(own);
  return libraryPath === undefined && preloads === undefined ? undefined : { libraryPath, preloads, loader: undefined };
};

/** What a loader that is executed by its own path goes on with. */
const load = (place: ExecutionPlace, started: Execution, { words, ...own }: LoaderCommand, before: Loading | undefined): Execution => {
  const [path] = words;
  const opened = loadFile(place, started.process, path);
  if (typeof opened === "string" || "kind" in opened) return { ...started, end: opened };
  const loading: Loading = {
    libraryPath: own.libraryPath ?? before?.libraryPath,
    preloads: own.preloads.length === 0 ? before?.preloads : [...own.preloads, ...(before?.preloads ?? [])],
    loader: started.given[0],
  };
  return {
    ...started,
    files: [...started.files, opened],
    loading: new Map([...started.loading, [opened, loading]]),
    given: words,
  };
};

/** What the last of the files runs. */
const innerOf = (place: ExecutionPlace, { files, given }: Execution): EnvCommand | undefined => {
  const program = files.at(-1);
  const words = program !== undefined && place.applets.isBusybox(program) ? appletWords(given) : given;
  const [name, ...rest] = words ?? [];
  if (name !== undefined && baseOf(name) === "env") return envCommand(rest);
  const wrapped = wrappedCommand(words ?? []);
  return wrapped === undefined ? undefined : { words: wrapped, path: undefined, valueOf: () => undefined };
};

/** A name without a slash is looked for in PATH: what is missing or can't be executed is passed over, and EACCES is remembered. */
const search = (place: ExecutionPlace, { process, words, path }: Command, name: string): Execution => {
  const candidates = name.includes("/") ? [name] : path.map((directory) => `${directory}/${name}`);
  const tried = candidates.map((candidate) => executeFile(place, process, candidate, words));
  const decided =
    tried.find(({ end }) => !isPassedOver(end)) ?? tried.find(({ end, files }) => !isMissing(end) || files.length > 0) ?? tried[0];
  if (decided === undefined || (isMissing(decided.end) && decided.files.length === 0)) {
    return { process, files: [], end: { kind: "missing", path: name, by: undefined }, given: words, loading: new Map() };
  }
  return typeof decided.end === "object" && decided.end.kind === "no-format" ? byShell(place, decided) : decided;
};

const isMissing = (end: Execution["end"]): boolean => typeof end === "object" && end.kind === "missing";

const isPassedOver = (end: Execution["end"]): boolean =>
  typeof end === "object" && (end.kind === "missing" || end.kind === "denied" || end.kind === "noexec");

/** What has no format that the kernel knows is given to the shell: execvp(3). */
const byShell = (place: ExecutionPlace, { process, files, given }: Execution): Execution => {
  const script = files.at(-1);
  const late = script === undefined ? undefined : readLateLine(beginOf(place.contents, script));
  if (script !== undefined && late !== undefined && !isShell(late))
    return { process, files, given, loading: new Map(), end: { kind: "late-line", node: script, interpreter: late } };
  const shell = executeFile(place, process, SHELL, [SHELL, ...given]);
  if (typeof shell.end === "object" && shell.end.kind === "no-format")
    return { ...shell, files: [...files, ...shell.files], end: "unknown" };
  const [text] = files.slice(-1);
  const lacksShell = text !== undefined && isMissing(shell.end) && shell.files.length === 0;
  return { ...shell, files: [...files, ...shell.files], end: lacksShell ? { kind: "no-format", node: text } : shell.end };
};

const SHELL = "/bin/sh";

const isShell = (interpreter: string): boolean => interpreter.endsWith("sh");
