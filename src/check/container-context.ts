import { containerEntries } from "../entries/container-entries.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { libraryIndex } from "../rootfs/library-index.ts";
import type { Closure } from "./closure.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { type ElfFiles, elfFilesOf } from "./elf-files.ts";
import { elfReader } from "./elf-reader.ts";
import { elfSubtrees } from "./elf-subtrees.ts";
import { libraryFinder } from "./find-library.ts";
import { loaderDirectories } from "./ld-so-conf.ts";
import { closeLibraries } from "./library-closure.ts";
import { once } from "./once.ts";
import { type Preload, preloadsOf } from "./preloads.ts";
import { executedFiles, type Program, programsOf } from "./programs.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import type { RunContext } from "./run-context.ts";

/** What the rules for one container look at; what several of them need is made once, when the first asks for it. */
export interface ContainerContext extends ContainerFacts {
  readonly elfFiles: () => ElfFiles;
  readonly closure: () => Closure;
  readonly preloads: () => readonly Preload[];
  readonly programs: () => readonly Program[];
  /** The files that the container is likely to execute, and what asks for each. */
  readonly executed: () => ReadonlyMap<HostNode, Location>;
}

/**
 * Makes the contexts of a run's containers, one by one, so that what was found of one can go before the next; what they read of the host is
 * read once.
 */
export const containerContexts = (run: RunContext): ((container: ContainerPlan) => ContainerContext) => {
  const { plan, views, rootfs, config, options } = run;
  const { host } = views;
  const hostLibraries = libraryIndex(host);
  const readElf = elfReader(rootfs);
  const elfSubtree = elfSubtrees(host, readElf);
  const findOnHost = libraryFinder(host, readElf, new Set());
  const builtIn = loaderDirectories(host);
  const shared = { before: rootfs, host, hostLibraries, readElf, elfSubtree, findOnHost, config, options, dialect: plan.dialect };
  return (container) => {
    const view = views.containers.get(container.name);
    if (view === undefined) throw new Error(`${container.name} has no view`);
    const findInContainer = libraryFinder(view.rootfs, readElf, view.unknown);
    const systemDirectories = [...new Set([...builtIn, ...container.libraryDirectories])];
    const entries = once(() => containerEntries(plan, container));
    return withShared({ ...shared, plan: container, entries, view, findInContainer, systemDirectories });
  };
};

const withShared = (facts: ContainerFacts): ContainerContext => {
  const elfFiles = once(() => elfFilesOf(facts));
  const programs = once(() => programsOf(facts));
  return {
    ...facts,
    elfFiles,
    closure: once(() => closeLibraries(facts, elfFiles())),
    preloads: once(() => preloadsOf(facts)),
    programs,
    executed: once(() => executedFiles(facts, programs())),
  };
};
