import { containerEntries } from "../entries/container-entries.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import type { Credentials } from "../linux/access.ts";
import { type ElfReader, elfReader } from "../loader/elf-reader.ts";
import type { Invocation } from "../loader/invocation.ts";
import type { Loader } from "../loader/loader.ts";
import type { FileOpener } from "../loader/open-file.ts";
import { librarySearch, type Search } from "../loader/search.ts";
import type { Mount } from "../plan/mount.ts";
import type { PlannedNode } from "../plan/planned-node.ts";
import { symbolReader } from "../loader/symbol-reader.ts";
import { undefinedSymbolFinder } from "../loader/undefined-symbols.ts";
import { unmetVersionFinder } from "../loader/unmet-versions.ts";
import { versionReader } from "../loader/version-reader.ts";
import { appletsOf } from "../execution/applets.ts";
import { hostFamily } from "../execution/machine-family.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { readDynamicStrings } from "../rootfs/elf-strings.ts";
import { servicesOf } from "../rootfs/services.ts";
import { libraryIndex } from "../rootfs/library-index.ts";
import { bootTypesOf } from "./boot-types.ts";
import type { Closure } from "./closure.ts";
import type { ContainerFacts } from "./container-facts.ts";
import { interpretersOf } from "../loader/interpreters.ts";
import { namesBelow, namesIn } from "./container-names.ts";
import { commonInvocation, invocationOf } from "./container-invocation.ts";
import { type ElfFiles, elfFilesOf } from "./elf-files.ts";
import { elfSubtrees } from "./elf-subtrees.ts";
import { type IncludedFile, includedFiles } from "./lxc-files/included-files.ts";
import { executedThrough } from "./executed-through.ts";
import { closureOf } from "./closure-of.ts";
import { hasLxc } from "./has-lxc.ts";
import { hostLoading } from "./host-loading.ts";
import { madeAtBoot } from "./made-at-boot.ts";
import { type MountPoint, mountPointsOf } from "./mount-points.ts";
import { once } from "./once.ts";
import { ownContentOf } from "./own-content.ts";
import type { ContainerView } from "../view/container-view.ts";
import { type Preload, preloadsOf } from "./preloads.ts";
import { type CommandExecution, executionsOf, type NamedExecution } from "./executions.ts";
import { type HookExecution, hooksOf } from "./hooks.ts";
import { executedFiles } from "./programs.ts";
import type { ReadablePlan } from "./recorded-plan.ts";
import type { RunContext } from "./run-context.ts";
import { type ShellExecution, shellExecutionsOf } from "./shell-executions.ts";
import { commandStarts, type Start } from "./starts.ts";

/** What the rules for one container look at; what several of them need is made once, when the first asks for it. */
export interface ContainerContext extends ContainerFacts {
  readonly elfFiles: () => ElfFiles;
  /** What the commands of the launcher start, as far as a loader starts it. */
  readonly starts: () => readonly Start[];
  /** What its own tree holds that is more than a place to mount over, by place. */
  readonly ownContent: () => ReadonlyMap<string, PlannedNode>;
  readonly mountPoints: () => readonly MountPoint[];
  /** The mount points but for those that may be missing. */
  readonly certainMountPoints: () => readonly MountPoint[];
  /** The mounts through which something is executed. */
  readonly executedThrough: () => ReadonlySet<Mount>;
  readonly closure: () => Closure;
  readonly preloads: () => readonly Preload[];
  /** What the launcher's commands execute. */
  readonly executions: () => readonly CommandExecution[];
  /** What the shells among that execute in turn, by their own texts. */
  readonly shellExecutions: () => readonly ShellExecution[];
  /** What is known to be executed by all of them. */
  readonly allExecutions: () => readonly NamedExecution[];
  /** What its hooks execute on the host. */
  readonly hooks: () => readonly HookExecution[];
  /** The files of LxcInclude. */
  readonly includes: () => readonly IncludedFile[];
  /** The files that the container is likely to execute, and what asks for each. */
  readonly executed: () => ReadonlyMap<HostNode, Location>;
}

/**
 * Makes the contexts of a run's containers, one by one, so that what was found of one can go before the next; what they read of the host is
 * read once.
 */
export const containerContexts = (run: RunContext): ((container: ReadablePlan, view: ContainerView) => ContainerContext) => {
  const { plan, views, rootfs, config, options } = run;
  const { host } = views;
  const hostLibraries = libraryIndex(host);
  const readElf = elfReader(host);
  const dynamicStrings = stringsOf(host);
  const elfSubtree = elfSubtrees(host, readElf);
  const loading = hostLoading(host);
  const below = namesBelow(host);
  const family = hostFamily(rootfs, readElf);
  const versionsOf = versionReader(host);
  const findUnmet = unmetVersionFinder(versionsOf);
  const findUndefined = undefinedSymbolFinder(symbolReader(host));
  const bootServices = once(() => servicesOf(host));
  const shared = {
    before: rootfs,
    host,
    hostLibraries,
    readElf,
    dynamicStrings,
    versionsOf,
    findUnmet,
    findUndefined,
    elfSubtree,
    config,
    options,
    dialect: plan.dialect,
    cgroup: plan.cgroup,
    family,
    applets: appletsOf(host),
    hostHasLxc: once(() => hasLxc(rootfs)),
    madeAtBoot: once(() => madeAtBoot(host, bootServices())),
    bootTypes: once(() => bootTypesOf(host, bootServices())),
    ...loading,
  };
  return (readablePlan, view) => {
    const { plan: container } = readablePlan;
    const invocation = commonInvocation({ ...readablePlan, view, dialect: plan.dialect });
    const hasName = namesIn(view, below);
    const isCacheMade = loading.makesCache && view.originOf("etc/ld.so.cache")?.mount !== undefined;
    const interpreterFor = interpretersOf({ ...shared, files: invocation.files, isCacheMade, hasName });
    const searchFor = rememberSearches(readElf, hasName);
    const invocationFor = rememberInvocations((who) => invocationOf({ ...readablePlan, view, dialect: plan.dialect }, who));
    const entries = once(() => containerEntries(plan, container));
    return withShared({ ...shared, ...readablePlan, entries, view, invocation, invocationFor, interpreterFor, searchFor, hasName });
  };
};

/** Processes with the same credentials execute alike. */
const rememberInvocations = (make: (who: Credentials) => Invocation): ((who: Credentials) => Invocation) => {
  const known = new Map<string, Invocation>();
  return (who) => {
    const { uid, gid, groups, dacOverride, dacReadSearch } = who;
    const key = [uid, gid, ...groups, dacOverride, dacReadSearch].join(" ");
    const invocation = known.get(key) ?? make(who);
    known.set(key, invocation);
    return invocation;
  };
};

/** Where LD_LIBRARY_PATH is not known as a whole, a library is missing only where no file of the container has its name. */
const rememberSearches = (readElf: ElfReader, hasName: (name: string) => boolean): ContainerFacts["searchFor"] => {
  const closed = new Map<Loader, Map<FileOpener, Search>>();
  const open = new Map<Loader, Map<FileOpener, Search>>();
  return (loader, { files, isLibraryPathOpen }) => {
    const known = isLibraryPathOpen ? open : closed;
    const byFiles = known.get(loader) ?? new Map<FileOpener, Search>();
    known.set(loader, byFiles);
    const search =
      byFiles.get(files) ?? librarySearch({ loader: isLibraryPathOpen ? { ...loader, mayFind: hasName } : loader, files, readElf });
    byFiles.set(files, search);
    return search;
  };
};

/** Reads the strings of every inode once, however many containers load it. */
const stringsOf = (rootfs: HostRootfs): ContainerFacts["dynamicStrings"] => {
  const known = new Map<number, Uint8Array>();
  return (node) => {
    const strings = known.get(node.contentOffset) ?? readDynamicStrings(rootfs, node);
    known.set(node.contentOffset, strings);
    return strings;
  };
};

const withShared = (facts: ContainerFacts): ContainerContext => {
  const elfFiles = once(() => elfFilesOf(facts));
  const executions = once(() => executionsOf(facts));
  const shellExecutions = once(() => shellExecutionsOf(facts, executions()));
  const executed = once(() => executedFiles(facts, executions()));
  const starts = once(() => commandStarts(facts, executions()));
  const mountPoints = once(() => mountPointsOf(facts));
  return {
    ...facts,
    elfFiles,
    starts,
    ownContent: once(() => ownContentOf(facts)),
    mountPoints,
    certainMountPoints: once(() => mountPoints().filter(({ mount }) => !mount.options.includes("optional"))),
    executedThrough: once(() => executedThrough(facts, executions(), starts())),
    closure: once(() => closureOf(facts, { elfFiles: elfFiles(), starts: starts(), executed: [...executed().keys()] })),
    preloads: once(() => preloadsOf(facts, elfFiles(), starts())),
    executions,
    shellExecutions,
    allExecutions: once(() => [...executions(), ...shellExecutions().filter(({ isTold }) => isTold)]),
    hooks: once(() => hooksOf(facts)),
    includes: once(() => includedFiles(facts)),
    executed,
  };
};
