import { normalizePath } from "../linux/path-spelling.ts";
import type { Draft } from "./draft.ts";
import type { Subject } from "./subject.ts";

/** What a program needs capabilities for, and who says so. */
export interface CapabilityNeed {
  readonly names: readonly string[];
  readonly why: string;
}

/** A draft in which root keeps these capabilities, and another user is told how to get them: a process that is not root keeps only what its program's file gives it (capabilities(7)). */
export const giveCapabilities = (draft: Draft, { program, user }: Subject, { names, why }: CapabilityNeed): Draft => {
  if (user === undefined || user.uid === 0)
    return {
      ...draft,
      capKeep: [...new Set([...draft.capKeep, ...names])],
      capNotes: [...draft.capNotes, `${why}: ${names.join(" ")}. As root it keeps them.`],
    };
  const caps = names.map((name) => `cap_${name}`).join(",");
  const how = [
    `${why}: ${names.join(" ")}. To decide: CapKeep gives a process that is not root nothing, only its program's file can. If it is to have them, write CapKeep so and move the file:`,
    `  <CapKeep>${names.join(" ")}</CapKeep>`,
    `  <MoveContent><Entry type="file" caps="${caps}+ep"><Source>${program.path}</Source><Destination>${normalizePath(program.path)}</Destination></Entry></MoveContent>`,
    "in place of the program's Entry in MountPoints. The host can't run it then.",
  ].join("\n");
  return { ...draft, capNotes: [...draft.capNotes, how] };
};
