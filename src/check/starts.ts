import { baseOf, parentOf } from "../rootfs/paths.ts";
import type { Loading } from "../execution/execution.ts";
import type { Linked } from "../loader/link.ts";
import type { Loaded, Need } from "../loader/loaded.ts";
import type { Loader, Running } from "../loader/loader.ts";
import type { Invocation } from "../loader/invocation.ts";
import { startsOf } from "../loader/start.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { ElfFiles } from "./elf-files.ts";
import type { CommandExecution } from "./executions.ts";

/** A program that is started in the container, and what its loader loads. */
export interface Start {
  readonly running: Running;
  readonly loader: Loader;
  readonly interpreter: Need;
  /** For each kind of processor that makes a difference, the newest one's first. */
  readonly linked: readonly Linked[];
}

/** A program and the process that executes it. */
export interface Executed {
  readonly main: Loaded;
  readonly invocation: Invocation;
  /** The loader that is executed instead of the program's own. */
  readonly loader?: string | undefined;
}

/** What starts when a program of the container is executed; undefined for a static one. `counts` tells whose own needs do. */
export const startOf = (
  facts: ContainerFacts,
  { main, invocation, loader: given }: Executed,
  counts: (object: Loaded) => boolean,
): Start | undefined => {
  const path = given ?? main.elf.interpreter;
  if (path === undefined) return undefined;
  const { resolution, loader } = facts.interpreterFor(path, main.elf);
  const interpreter: Need = { name: path, by: main, resolution };
  const running: Running = { main, invocation, isSecure: invocation.isSecure(main.node) };
  return {
    running,
    loader,
    interpreter,
    linked: startsOf({ running, loader, search: facts.searchFor(loader, invocation), interpreter, counts }),
  };
};

/**
 * The files of a container that are executed as far as they tell: they name a program interpreter, may be executed, have no DT_SONAME and
 * are needed by nothing. A library may name an interpreter, too, which counts only for who executes it. The same file in another
 * directory has another `$ORIGIN`.
 */
export const likelyPrograms = ({ files }: ElfFiles): readonly Loaded[] => {
  const executable = files.filter(
    ({ node, elf }) => elf.interpreter !== undefined && elf.soname === undefined && (node.mode & EXECUTE) !== 0,
  );
  if (executable.length === 0) return executable;
  const needed = new Set<string>();
  for (const { elf } of files) for (const name of elf.needed) needed.add(baseOf(name));
  const seen = new Set<string>();
  return executable.filter(({ path, node }) => {
    const key = `${node.contentOffset} ${parentOf(path)}`;
    if (needed.has(baseOf(path)) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

const EXECUTE = 0o111;

/** What the container's commands start, each file once a process that executes it; an Unused changes nothing about what is used for that. */
export const commandStarts = (facts: ContainerFacts, executions: readonly CommandExecution[]): readonly Start[] => {
  const starts: Start[] = [];
  for (const { process: who, files, loading } of executions) {
    for (const node of files) {
      const own = loading.get(node);
      const invocation = invocationWith(facts.invocationFor(who), own);
      const isKnown = starts.some(({ running }) => running.main.node === node && running.invocation === invocation);
      const elf = isKnown ? undefined : facts.readElf(node);
      if (elf?.kind !== "elf") continue;
      const executed = { main: { path: node.path, node, elf, parent: undefined }, invocation, loader: own?.loader };
      const start = startOf(facts, executed, () => true);
      if (start !== undefined) starts.push(start);
    }
  }
  return starts;
};

/** A program that a loader maps by itself gains no rights, for the kernel executes the loader. */
const invocationWith = (invocation: Invocation, own: Loading | undefined): Invocation =>
  own === undefined
    ? invocation
    : {
        ...invocation,
        ...(own.libraryPath === undefined ? {} : { libraryPath: own.libraryPath, isLibraryPathOwn: true }),
        preloads: own.preloads ?? invocation.preloads,
        isSecure: own.loader === undefined ? invocation.isSecure : () => false,
      };
