import { baseOf } from "../rootfs/paths.ts";
import type { Need } from "../loader/loaded.ts";
import type { MissingNeed } from "./missing-needs.ts";
import type { Start } from "./starts.ts";

/** What the ELF files of a container need of each other, program interpreters included. */
export interface Closure {
  /** What is likely to start: the launcher's commands, then other programs. */
  readonly starts: readonly Start[];
  /** What is needed by files that no program loads at its start. */
  readonly moduleNeeds: readonly Need[];
  /** Base names that were asked for, and the inodes of what was found; what a file needs of itself does not count. */
  readonly names: ReadonlySet<string>;
  readonly inodes: ReadonlySet<number>;
  /** Program interpreters that the container lacks. */
  readonly missingInterpreters: readonly MissingNeed[];
  /** Libraries without which a program does not start. */
  readonly missingLibraries: readonly MissingNeed[];
  /** Libraries that something lacks which no program loads at its start. */
  readonly missingForModules: readonly MissingNeed[];
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
