import type { Location } from "../diagnostics/diagnostic.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { isUnknown } from "../view/container-view.ts";
import { type ContainerFacts, pathVariable, locationOf } from "./container-facts.ts";

/** A program that the container's launcher starts. */
export interface Program {
  readonly location: Location;
  readonly name: string;
  /** Its file, under its path in the container; `unknown` where only the device has it. */
  readonly file: HostNode | "unknown" | undefined;
}

/** The programs of `start` and of each Attach, as far as their names don't depend on the shell. */
export const programsOf = (scope: ContainerFacts): readonly Program[] => {
  const { launcher } = scope.plan;
  const commands = launcher === undefined ? [] : [launcher.start, ...launcher.attaches].map(({ command }) => command);
  return commands.flatMap(({ program: name, why }) =>
    name === undefined ? [] : [{ location: locationOf(scope, { why }), name, file: findProgram(scope, name) }],
  );
};

/** The files that the container is likely to execute: its programs, and what is moved, hard-linked or mounted as a file and may be. */
export const executedFiles = (scope: ContainerFacts, programs: readonly Program[]): ReadonlyMap<HostNode, Location> => {
  const files = new Map<HostNode, Location>();
  for (const { node, origin } of scope.view.layers.values()) {
    const isSingle = origin?.mount === undefined || origin.mount.kind === "entry";
    if (isSingle && node?.type === "file" && (node.mode & 0o111) !== 0) files.set(node, locationOf(scope, origin));
  }
  for (const { file, location } of programs) {
    if (typeof file === "object" && !files.has(file)) files.set(file, location);
  }
  return files;
};

const findProgram = (scope: ContainerFacts, name: string): Program["file"] =>
  candidates(scope, name)
    .map((path) => findFile(scope, path))
    .find((file) => file !== undefined);

/** Where a program may lie: a name without a slash is searched in PATH, execvp(3). */
export const candidates = (scope: ContainerFacts, name: string): readonly string[] =>
  name.includes("/") ? [name] : pathVariable(scope, "PATH").map((directory) => `${directory}/${name}`);

/** The file that a path leads to in the container. */
export const findFile = ({ view }: ContainerFacts, path: string): Program["file"] => {
  const found = lookup(view.rootfs, path);
  if (found.kind === "found") return found.node.type === "file" ? found.node : undefined;
  return found.kind === "missing" && isUnknown(view, found.path) ? "unknown" : undefined;
};
