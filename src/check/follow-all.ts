import { type Following, needsBehind } from "./needs-behind.ts";
import { isLoaderName } from "../execution/loader-command.ts";
import { isAlike } from "../loader/fit.ts";
import { link } from "../loader/link.ts";
import type { Loaded, Need } from "../loader/loaded.ts";
import type { Running } from "../loader/loader.ts";
import { machineKey } from "../loader/machine-key.ts";
import { presetOf } from "../loader/start.ts";
import type { Elf } from "../rootfs/elf.ts";
import { expandTokens } from "../loader/tokens.ts";
import { parentOf } from "../rootfs/paths.ts";
import { type Closure, openNotes } from "./closure.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { ElfFiles } from "./elf-files.ts";
import type { Lack } from "./lack.ts";
import { missingNeeds } from "./missing-needs.ts";
import { likelyPrograms, type Start, startOf } from "./starts.ts";

/**
 * Finds what the container's ELF files need, programs first: what a library needs may be met by the program that loads it. `commands` are
 * what its launcher starts.
 */
export const followAll = (facts: ContainerFacts, elfFiles: ElfFiles, commands: readonly Start[]): Closure => {
  const { names, inodes, note } = openNotes();
  const reached = new Set<number>();
  const lacks = { interpreters: [] as Lack[], atStart: [] as Lack[], later: [] as Lack[] };
  const starts = [...commands, ...otherStarts(facts, elfFiles, commands)];
  for (const start of starts) {
    const { running, loader, interpreter } = start;
    note(interpreter);
    if (interpreter.resolution.kind === "missing") lacks.interpreters.push({ need: interpreter, running, loader, shown: interpreter.by });
    for (const { needs, preloads, objects } of start.linked) {
      preloads.forEach(note);
      needs.forEach(note);
      const { variants } = loader;
      const find: Following["find"] = (name, by) => facts.searchFor(loader, running.invocation).find({ name, by, running, variants });
      lacks.atStart.push(...allLacks(facts, { needs, running, loader, preset: presetOf(interpreter) }, { find, note }));
      for (const { node } of objects) reached.add(node.contentOffset);
    }
  }
  const moduleNeeds: Need[] = [];
  const followModule = moduleFollower(facts, { elfFiles, starts, reached });
  for (const module of elfFiles.files) {
    if (reached.has(module.node.contentOffset)) continue;
    const { find, ...followed } = followModule(module);
    for (const need of followed.needs) {
      note(need);
      moduleNeeds.push(need);
      reached.add(need.by.node.contentOffset);
    }
    lacks.later.push(...allLacks(facts, followed, { find, note }));
  }
  const namesAtStart = new Set(lacks.atStart.map(({ need }) => need.name));
  const onlyLater = lacks.later.filter(({ need }) => !namesAtStart.has(need.name));
  return {
    starts,
    moduleNeeds,
    names,
    inodes,
    missingInterpreters: missingNeeds(facts, elfFiles, lacks.interpreters),
    missingLibraries: missingNeeds(facts, elfFiles, lacks.atStart, lacks.later),
    missingForModules: missingNeeds(facts, elfFiles, onlyLater),
  };
};

interface Needing {
  readonly needs: readonly Need[];
  /** What stands for names before any search. */
  readonly preset: ReadonlyMap<string, unknown>;
}

/** What is missing of needs, and what that would need itself. */
const allLacks = (
  facts: ContainerFacts,
  { needs, running, loader, preset }: Pick<Lack, "running" | "loader"> & Needing,
  following: Following,
): readonly Lack[] => {
  const lacks = needs.filter(({ resolution }) => resolution.kind === "missing").map((need) => ({ need, running, loader, shown: need.by }));
  if (lacks.length === 0) return lacks;
  return [...lacks, ...needsBehind(facts, lacks, [...preset.keys(), ...needs.map(({ name }) => name)], following)];
};

const otherStarts = (facts: ContainerFacts, elfFiles: ElfFiles, commands: readonly Start[]): readonly Start[] => {
  const commanded = new Set(commands.map(({ running }) => running.main.node.contentOffset));
  return likelyPrograms(elfFiles)
    .filter(({ node }) => !commanded.has(node.contentOffset))
    .flatMap((main) => startOf(facts, { main, invocation: facts.invocation }, ({ node }) => !elfFiles.isUnused(node.path)) ?? []);
};

interface Followed {
  readonly elfFiles: ElfFiles;
  readonly starts: readonly Start[];
  /** Inodes whose needs have been followed. */
  readonly reached: ReadonlySet<number>;
}

/** Follows what libraries need that no program is linked to. What loads them isn't known, so that the paths of any file may serve them. */
const moduleFollower = (facts: ContainerFacts, { elfFiles, starts, reached }: Followed) => {
  const anyDirectory = anyDirectories(elfFiles);
  const invocation = { ...facts.invocation, hasProc: true };
  const counts = ({ node }: Loaded): boolean => !elfFiles.isUnused(node.path) && !reached.has(node.contentOffset);
  const loadingFor = (elf: Elf) => {
    const fitting = starts.find(({ running }) => isAlike(running.main.elf, elf));
    const name = fitting?.interpreter.name ?? loaderPath(elfFiles, elf);
    const { loader, resolution } = facts.interpreterFor(name, elf);
    return { loader, preset: presetOf(name === "" ? undefined : { name, resolution }), search: facts.searchFor(loader, facts.invocation) };
  };
  const known = new Map<string, ReturnType<typeof loadingFor>>();
  return (module: Loaded) => {
    const key = machineKey(module.elf);
    const loading = known.get(key) ?? loadingFor(module.elf);
    known.set(key, loading);
    const { loader, preset, search } = loading;
    const running: Running = { main: module, invocation, isSecure: false };
    const find: Following["find"] = (name, by) => {
      const resolution = search.find({ name, by, running, variants: loader.variants });
      return resolution.kind === "missing" && !name.includes("/") ? search.findIn(anyDirectory, name, by.elf) : resolution;
    };
    const { needs } = link(module, { preloads: [], preset, find, knowsSonames: loader.knowsSonames, counts });
    return { running, loader, preset, find, needs };
  };
};

/** The loader that the container has for a machine although no program names it; the empty path where it has none. */
const loaderPath = ({ files }: ElfFiles, like: Elf): string => {
  const loader = files.find(({ path, elf }) => isLoaderName(path) && isAlike(elf, like));
  return loader === undefined ? "" : `/${loader.path}`;
};

const anyDirectories = ({ files }: ElfFiles): readonly string[] => [
  ...new Set(
    files.flatMap(({ path, elf }) =>
      [...elf.runpath, ...elf.rpath].flatMap((each) =>
        expandTokens(each, { origin: `/${parentOf(path)}`, lib: ["lib", "lib64"], platform: [] }),
      ),
    ),
  ),
];
