import { type Following, needsBehind } from "./needs-behind.ts";
import { link } from "../loader/link.ts";
import type { Loaded, Need } from "../loader/loaded.ts";
import type { Running } from "../loader/loader.ts";
import { presetOf } from "../loader/start.ts";
import type { Elf } from "../rootfs/elf.ts";
import { expandTokens } from "../loader/tokens.ts";
import { baseOf, parentOf } from "../rootfs/paths.ts";
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
  const anyDirectory = anyDirectories(elfFiles);
  const moduleNeeds: Need[] = [];
  for (const module of elfFiles.files) {
    if (reached.has(module.node.contentOffset)) continue;
    const { find, ...followed } = followModule(facts, { elfFiles, starts, reached, anyDirectory }, module);
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
  return [...lacks, ...needsBehind(facts, lacks, [...preset.keys(), ...needs.map(({ name }) => name)], following)];
};

const otherStarts = (facts: ContainerFacts, elfFiles: ElfFiles, commands: readonly Start[]): readonly Start[] => {
  const commanded = new Set(commands.map(({ running }) => running.main.node.contentOffset));
  return likelyPrograms(elfFiles)
    .filter(({ node }) => !commanded.has(node.contentOffset))
    .flatMap((main) => startOf(facts, elfFiles, { main, invocation: facts.invocation }) ?? []);
};

interface Followed {
  readonly elfFiles: ElfFiles;
  readonly starts: readonly Start[];
  /** Inodes whose needs have been followed. */
  readonly reached: ReadonlySet<number>;
  /** The directories that any file names for what it needs. */
  readonly anyDirectory: readonly string[];
}

/** What a library needs that no program is linked to. What loads it isn't known, so that the paths of any file may serve it. */
const followModule = (facts: ContainerFacts, { elfFiles, starts, reached, anyDirectory }: Followed, module: Loaded) => {
  const fitting = starts.find(({ running }) => isAlike(running.main.elf, module.elf));
  const path = fitting?.interpreter.name ?? loaderPath(elfFiles, module.elf);
  const { loader, resolution: interpreter } = facts.interpreterFor(path, module.elf);
  const preset = path === "" ? new Map() : presetOf({ name: path, by: module, resolution: interpreter });
  const running: Running = { main: module, invocation: { ...facts.invocation, hasProc: true }, isSecure: false };
  const search = facts.searchFor(loader, facts.invocation);
  const find: Following["find"] = (name, by) => {
    const resolution = search.find({ name, by, running, variants: loader.variants });
    return resolution.kind === "missing" && !name.includes("/") ? search.findIn(anyDirectory, name, by.elf) : resolution;
  };
  const counts = ({ node }: Loaded): boolean => !elfFiles.isUnused(node.path) && !reached.has(node.contentOffset);
  return {
    running,
    loader,
    preset,
    find,
    needs: link(module, { preloads: [], preset, find, knowsSonames: loader.knowsSonames, counts }).needs,
  };
};

const isAlike = (a: Elf, b: Elf): boolean => a.machine === b.machine && a.bits === b.bits && a.endian === b.endian;

/** The loader that the container has for a machine although no program names it; the empty path where it has none. */
const loaderPath = ({ files }: ElfFiles, like: Elf): string => {
  const loader = files.find(({ path, elf }) => /^ld(?:-[\w.-]+|64)?\.so/.test(baseOf(path)) && isAlike(elf, like));
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
