import { missingProgram, missingScriptInterpreter } from "./findings.ts";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { readHostRange } from "../rootfs/read-file.ts";
import { isUnknown } from "../view/container-view.ts";
import { type CheckScope, pathVariable, placeOf } from "./scope.ts";

/** A program that the container's launcher starts. */
export interface Program {
  readonly place: Place;
  readonly name: string;
  /** Its file, under its path in the container; `unknown` where only the device has it. */
  readonly file: HostNode | "unknown" | undefined;
}

/** The programs of `start` and of each Attach, as far as their names don't depend on the shell. */
export const programsOf = (scope: CheckScope): readonly Program[] => {
  const { launcher } = scope.plan;
  const commands = launcher === undefined ? [] : [launcher.start, ...launcher.attaches].map(({ command }) => command);
  return commands.flatMap(({ program: name, why }) =>
    name === undefined ? [] : [{ place: placeOf(scope, { why }), name, file: findProgram(scope, name) }],
  );
};

/** The programs that can't be seen in the container. */
export const checkPrograms = (scope: CheckScope, programs: readonly Program[]): readonly Diagnostic[] =>
  programs.flatMap(({ place, name, file }) => {
    if (file !== undefined) return [];
    const isOnHost = candidates(scope, name).some((path) => lookup(scope.host, path).kind === "found");
    return [missingProgram(place, name, isOnHost ? `add a MountPoints entry for ${name}` : `the host has no ${name} either`)];
  });

/** The scripts whose interpreter the container lacks. */
export const checkScripts = (scope: CheckScope, executed: ReadonlyMap<HostNode, Place>): readonly Diagnostic[] =>
  [...executed].flatMap(([file, place]) => {
    const interpreter = interpreterOf(scope, file);
    if (interpreter === undefined || findFile(scope, interpreter) !== undefined) return [];
    return [missingScriptInterpreter(place, interpreter, file.path)];
  });

/** The files that the container is likely to execute: its programs, and what is moved, hard-linked or mounted as a file and may be. */
export const executedFiles = (scope: CheckScope, programs: readonly Program[]): ReadonlyMap<HostNode, Place> => {
  const files = new Map<HostNode, Place>();
  for (const { node, origin } of scope.view.layers.values()) {
    const isSingle = origin?.mount === undefined || origin.mount.kind === "entry";
    if (isSingle && node?.type === "file" && (node.mode & 0o111) !== 0) files.set(node, placeOf(scope, origin));
  }
  for (const { file, place } of programs) {
    if (typeof file === "object" && !files.has(file)) files.set(file, place);
  }
  return files;
};

const findProgram = (scope: CheckScope, name: string): Program["file"] =>
  candidates(scope, name)
    .map((path) => findFile(scope, path))
    .find((file) => file !== undefined);

/** A name without a slash is searched in PATH: execvp(3). */
const candidates = (scope: CheckScope, name: string): readonly string[] =>
  name.includes("/") ? [name] : pathVariable(scope, "PATH").map((directory) => `${directory}/${name}`);

const findFile = ({ view }: CheckScope, path: string): Program["file"] => {
  const found = lookup(view.rootfs, path);
  if (found.kind === "found") return found.node.type === "file" ? found.node : undefined;
  return found.kind === "missing" && isUnknown(view, found.path) ? "unknown" : undefined;
};

/** `#!` */
const SHEBANG = 0x2321;

/** As many bytes of a script's first line as every Linux looks at: execve(2). */
const SHEBANG_BYTES = 127;

const interpreterOf = ({ host }: CheckScope, file: HostNode): string | undefined => {
  if (file.size === 0 || (file.magic !== 0 && file.magic >>> 16 !== SHEBANG)) return undefined;
  const begin = Buffer.from(readHostRange(host, file, 0, SHEBANG_BYTES)).toString("utf8");
  return /^#![ \t]*([^\s\0]+)/.exec(begin)?.[1];
};
