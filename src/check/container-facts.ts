import type { Location } from "../diagnostics/diagnostic.ts";
import type { Config } from "../model/config.ts";
import type { Dialect, Options } from "../model/options.ts";
import type { PlannedEntry } from "../plan/planned-node.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import { locationOfWhy, type Why } from "../plan/why.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { LibraryIndex } from "../rootfs/library-index.ts";
import type { ContainerView } from "../view/container-view.ts";
import type { ElfReader } from "./elf-reader.ts";
import type { ElfSubtree } from "./elf-subtrees.ts";
import type { FindLibrary } from "./find-library.ts";

/** What is known of a container before any of its files is looked into. */
export interface ContainerFacts {
  readonly plan: ContainerPlan;
  /** What the overlay holds of the container. */
  readonly entries: () => readonly PlannedEntry[];
  readonly view: ContainerView;
  readonly dialect: Dialect;
  /** The host as the tarball has it. */
  readonly before: HostRootfs;
  /** The host with the overlay applied. */
  readonly host: HostRootfs;
  readonly hostLibraries: LibraryIndex;
  readonly readElf: ElfReader;
  readonly elfSubtree: (path: string) => ElfSubtree;
  readonly findInContainer: FindLibrary;
  readonly findOnHost: FindLibrary;
  /** Where ld.so looks after LD_LIBRARY_PATH and RUNPATH, absolute. */
  readonly systemDirectories: readonly string[];
  readonly config: Config;
  readonly options: Options;
}

/** Where the description asked for something; the container as a whole where nothing else is known. */
export const locationOf = (facts: ContainerFacts, origin: { readonly why: Why } | undefined): Location =>
  locationOfWhy(origin?.why, facts.plan.span);

/** The container's value of a variable that holds a list of paths; empty ones, which stand for the working directory, are left out. */
export const pathVariable = ({ plan }: ContainerFacts, name: string): readonly string[] =>
  ([...plan.environment].reverse().find((variable) => variable.name === name)?.value ?? "").split(/[:;]/).filter((path) => path !== "");
