import { scriptLineOf } from "../execution/script-file.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { Draft } from "./draft.ts";
import { isOfManyNames, type Program } from "./find-program.ts";
import type { Subject } from "./subject.ts";

/** What a program needs capabilities for, and who says so. */
export interface CapabilityNeed {
  readonly names: readonly string[];
  readonly why: string;
}

/** A draft in which root keeps these capabilities, and another user is told how to get them: a process that is not root keeps only what its program's file gives it (capabilities(7)). */
export const giveCapabilities = (draft: Draft, { device, program, user }: Subject, { names, why }: CapabilityNeed): Draft => {
  if (user === undefined || user.uid === 0)
    return {
      ...draft,
      capKeep: [...new Set([...draft.capKeep, ...names])],
      capNotes: [...draft.capNotes, `${why}: ${names.join(" ")}. As root it keeps them.`],
    };
  const obstacle = obstacleOf(device.host.rootfs, program);
  if (obstacle !== undefined) return { ...draft, capNotes: [...draft.capNotes, `${why}: ${names.join(" ")}. To decide: ${obstacle}`] };
  const caps = names.map((name) => `cap_${name}`).join(",");
  const how = [
    `${why}: ${names.join(" ")}. To decide: CapKeep gives a process that is not root nothing, only its program's file can. If it is to have them, write CapKeep so and move the file:`,
    `  <CapKeep>${names.join(" ")}</CapKeep>`,
    `  <MoveContent><Entry type="file" caps="${caps}+ep"><Source>/${program.node.path}</Source><Destination>${normalizePath(program.path)}</Destination></Entry></MoveContent>`,
    "in place of the program's Entry in MountPoints. The host can't run it then.",
  ].join("\n");
  return { ...draft, capNotes: [...draft.capNotes, how] };
};

/** Why a program's own file can't give it capabilities. */
const obstacleOf = (rootfs: HostRootfs, program: Program): string | undefined => {
  if (scriptLineOf(rootfs, program.node) !== undefined)
    return "a script can't have them; a program that it starts can, if MoveContent gives it caps.";
  return isOfManyNames(program)
    ? `its file, /${program.node.path}, has the programs of many names, and all would have them. The device needs a file of its own for this one, which MoveContent gives caps.`
    : undefined;
};
