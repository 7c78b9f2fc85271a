import type { Credentials } from "../linux/access.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import type { Config } from "../model/config.ts";
import type { CgroupVersion, CommonOptions, Dialect } from "../model/options.ts";
import type { PlannedEntry } from "../plan/planned-node.ts";
import { locationOfWhy, type Why } from "../plan/why.ts";
import type { Loader } from "../loader/loader.ts";
import type { Invocation } from "../loader/invocation.ts";
import type { Search } from "../loader/search.ts";
import type { FindUndefined } from "../loader/undefined-symbols.ts";
import type { FindUnmet } from "../loader/unmet-versions.ts";
import type { VersionReader } from "../loader/version-reader.ts";
import type { Elf } from "../rootfs/elf.ts";
import type { Applets } from "../execution/applets.ts";
import type { MachineFamily } from "../execution/machine-family.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import type { Interpreter } from "../loader/interpreters.ts";
import type { LibraryIndex } from "../rootfs/library-index.ts";
import type { ContainerView } from "../view/container-view.ts";
import type { ElfReader } from "../loader/elf-reader.ts";
import type { BootType } from "./boot-types.ts";
import type { ElfSubtree } from "./elf-subtrees.ts";
import type { ReadablePlan } from "./recorded-plan.ts";

/** What is known of a container before any of its files is looked into. */
export interface ContainerFacts extends ReadablePlan {
  /** What the overlay holds of the container. */
  readonly entries: () => readonly PlannedEntry[];
  readonly view: ContainerView;
  readonly dialect: Dialect;
  readonly cgroup: CgroupVersion;
  /** What the device's kernel runs, where its programs tell. */
  readonly family: MachineFamily | undefined;
  readonly applets: Applets;
  /** The host as the tarball has it. */
  readonly before: HostRootfs;
  /** Whether it has LXC. */
  readonly hostHasLxc: () => boolean;
  /** The host with the overlay applied. */
  readonly host: HostRootfs;
  /** Whether something of it is known to make a directory while it boots, given by its real path. */
  readonly madeAtBoot: () => (path: string) => boolean;
  /** What a boot makes at a real path of it. */
  readonly bootTypes: () => (path: string) => BootType | undefined;
  readonly hostLibraries: LibraryIndex;
  readonly readElf: ElfReader;
  /** The string table of an ELF file's dynamic section. */
  readonly dynamicStrings: (node: HostNode) => Uint8Array;
  readonly versionsOf: VersionReader;
  readonly findUnmet: FindUnmet;
  readonly findUndefined: FindUndefined;
  readonly elfSubtree: (path: string) => ElfSubtree;
  /** How it executes what no command names. */
  readonly invocation: Invocation;
  /** How a process of it executes programs. */
  readonly invocationFor: (who: Credentials) => Invocation;
  /** The program interpreter of a path, for a program that names it. */
  readonly interpreterFor: (path: string, like: Elf) => Interpreter;
  /** How a loader finds libraries in this container, in files that a process opens. */
  readonly searchFor: (loader: Loader, invocation: Invocation) => Search;
  /** Whether a file or symlink of the container has a name. */
  readonly hasName: (name: string) => boolean;
  /** The directories of the host's ld.so.conf, absolute. */
  readonly confDirectories: readonly string[];
  /** Whether the host's ld.so.cache names a path for a library. */
  readonly isCached: (name: string, path: string) => boolean;
  readonly config: Config;
  readonly options: CommonOptions;
}

/** Where the description asked for something; the container as a whole where nothing else is known. */
export const locationOf = (facts: ContainerFacts, origin: { readonly why: Why } | undefined): Location =>
  locationOfWhy(origin?.why, facts.plan.span);

/** The container's value of a variable that holds a list of paths; empty ones, which stand for the working directory, are left out. */
export const pathVariable = ({ variables }: ContainerFacts, name: string): readonly string[] =>
  (variables(name).at(-1)?.value ?? "").split(/[:;]/).filter((path) => path !== "");
