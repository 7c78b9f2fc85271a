import { tooMuchMounted } from "./findings.ts";
import { atSpan, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { containerEntries } from "../entries/container-entries.ts";
import type { Config } from "../model/config.ts";
import type { Options } from "../model/options.ts";
import type { Plan } from "../plan/plan.ts";
import { libraryIndex } from "../rootfs/library-index.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { checkCapabilities } from "./capabilities.ts";
import type { ContainerView } from "../view/container-view.ts";
import { elfFilesOf } from "./elf-files.ts";
import { type ElfSubtree, elfSubtrees } from "./elf-subtrees.ts";
import { elfReader } from "./elf-reader.ts";
import { libraryFinder } from "./find-library.ts";
import type { Views } from "../view/views.ts";
import { ldSoConfDirectories } from "./ld-so-conf.ts";
import { checkLeftDangling } from "./left-dangling.ts";
import { closeLibraries } from "./library-closure.ts";
import { checkMountRules } from "./mount-rules.ts";
import { checkPathLengths } from "./path-lengths.ts";
import { checkPaxRecords } from "./pax-records.ts";
import { checkPreloads, preloadsOf } from "./preloads.ts";
import { checkPrograms, checkScripts, executedFiles, programsOf } from "./programs.ts";
import type { CheckScope } from "./scope.ts";
import { checkUnusedLibraries } from "./unused-libraries.ts";
import { checkUnusedPaths } from "./unused-paths.ts";

export interface CheckInput {
  readonly plan: Plan;
  /** Of this plan. */
  readonly views: Views;
  readonly rootfs: HostRootfs;
  readonly config: Config;
  readonly options: Options;
}

/** Judges a plan: whether each container has the libraries and programs it needs, and whether its mounts and capabilities are safe. */
export const check = (input: CheckInput): readonly Diagnostic[] => {
  const { plan, views, rootfs, config, options } = input;
  const { host } = views;
  const hostLibraries = libraryIndex(host);
  const readElf = elfReader(rootfs);
  const elfSubtree = elfSubtrees(host, readElf);
  const findOnHost = libraryFinder(host, readElf, new Set());
  const builtIn = [...ldSoConfDirectories(host), "/lib", "/usr/lib", "/lib64", "/usr/lib64"];
  const limit = host.nodes.size + MAX_SHOWN;
  const ofContainers = plan.containers.flatMap((planned) => {
    const view = views.containers.get(planned.name);
    if (view === undefined) throw new Error(`${planned.name} has no view`);
    if (shownIn(view, elfSubtree) > limit) return [tooMuchMounted(atSpan(planned.span), planned.name, limit)];
    const findInContainer = libraryFinder(view.rootfs, readElf, view.unknown);
    const systemDirectories = [...new Set([...builtIn, ...planned.libraryDirectories])];
    const shared = { host, hostLibraries, readElf, elfSubtree, findOnHost, config, options };
    const entries = containerEntries(plan, planned);
    return checkContainer({ ...shared, plan: planned, entries, view, findInContainer, systemDirectories });
  });
  return [...checkLeftDangling(plan, rootfs, host), ...ofContainers];
};

/** How many paths mounts may show beside each path of the host once: to judge `/` mounted a thousand times would take minutes. */
const MAX_SHOWN = 1 << 18;

/** How many paths the mounts of a container show. */
const shownIn = ({ layers }: ContainerView, subtree: (path: string) => ElfSubtree): number => {
  let size = 0;
  for (const { bound, origin } of layers.values()) if (bound !== undefined && origin !== undefined) size += subtree(bound).size;
  return size;
};

const checkContainer = (scope: CheckScope): readonly Diagnostic[] => {
  const elfFiles = elfFilesOf(scope);
  const closure = closeLibraries(scope, elfFiles);
  const preloads = preloadsOf(scope);
  const programs = programsOf(scope);
  const executed = executedFiles(scope, programs);
  return [
    ...elfFiles.diagnostics,
    ...closure.diagnostics,
    ...checkPreloads(scope, preloads),
    ...checkUnusedLibraries(scope, closure, preloads),
    ...checkUnusedPaths(scope),
    ...checkPrograms(scope, programs),
    ...checkScripts(scope, executed),
    ...checkMountRules(scope),
    ...checkCapabilities(scope, executed),
    ...checkPathLengths(scope.entries, scope.plan.span),
    ...checkPaxRecords(scope.entries, scope.plan.span),
  ];
};
