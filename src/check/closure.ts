import { baseOf } from "../rootfs/paths.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { Loaded, Need } from "./linker.ts";
import type { MissingNeed } from "./missing-needs.ts";

/** What the ELF files of a container need of each other, program interpreters included. */
export interface Closure {
  /** Base names that were asked for, and the inodes of what was found; what a file needs of itself does not count. */
  readonly names: ReadonlySet<string>;
  readonly inodes: ReadonlySet<number>;
  /** Program interpreters and libraries that the container lacks. */
  readonly missingInterpreters: readonly MissingNeed[];
  readonly missingLibraries: readonly MissingNeed[];
}

/** What becomes of needs, while they are gathered. */
export interface Notes extends Pick<Closure, "names" | "inodes"> {
  readonly note: (need: Need) => void;
}

/** Notes on nothing yet. */
export const openNotes = (): Notes => {
  const names = new Set<string>();
  const inodes = new Set<number>();
  const note = ({ name, by, resolution }: Need): void => {
    const inode = resolution.kind === "found" ? resolution.node.contentOffset : undefined;
    if (inode === by.node.contentOffset) return;
    names.add(baseOf(name));
    if (inode !== undefined) inodes.add(inode);
  };
  return { names, inodes, note };
};

/** The program interpreter (PT_INTERP) as a need; none for a library. */
export const interpreterOf = (facts: ContainerFacts, program: Loaded): Need | undefined => {
  const name = program.elf.interpreter;
  return name === undefined ? undefined : { name, by: program, resolution: facts.findInContainer(name, NOWHERE, program.elf) };
};

/** An interpreter is named by its path. */
const NOWHERE: readonly string[] = [];
