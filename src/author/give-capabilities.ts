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
  /** Whether it is for a port that its configuration names. */
  readonly isForPort?: boolean;
}

/** A draft in which root keeps these capabilities, and another user is told how to get them: a process that is not root keeps only what its program's file gives it (capabilities(7)). */
export const giveCapabilities = (draft: Draft, subject: Subject, need: CapabilityNeed): Draft => {
  const { device, program, user } = subject;
  const said = `${need.why}: ${need.names.join(" ")}.`;
  if (user === undefined || user.uid === 0)
    return {
      ...draft,
      capKeep: [...new Set([...draft.capKeep, ...need.names])],
      capNotes: [...draft.capNotes, `${said} As root it keeps them.`],
    };
  const obstacle = obstacleOf(device.host.rootfs, program);
  const how = obstacle === undefined ? choices(subject, need) : [`To decide: ${obstacle}`];
  return { ...draft, capNotes: [...draft.capNotes, [`${said} ${how[0]}`, ...how.slice(1)].join("\n")] };
};

/** How another user gets them, the simplest first. */
const choices = ({ program, usedBy }: Subject, { names, isForPort = false }: CapabilityNeed): readonly string[] => {
  const caps = `type="file" caps="${names.map((name) => `cap_${name}`).join(",")}+ep"`;
  const place = `<Source>/${program.node.path}</Source><Destination>${normalizePath(program.path)}</Destination>`;
  const users = usedBy();
  const ways = [
    ...(isForPort
      ? [
          [
            `a port from 1024 on in its configuration: ${names.length === 1 ? "then it needs none of this" : "then it needs no net_bind_service"}.`,
          ],
        ]
      : []),
    [
      `the container alone has the program, with capabilities, and the host can't run it.${users.length === 0 ? "" : ` On the host ${users.join(", ")} ${users.length === 1 ? "uses" : "use"} it, and ${users.length === 1 ? "goes" : "go"} first, or MoveContent breaks ${users.length === 1 ? "it" : "them"}: ${goneHow(users)}.`} Then this in place of CapKeep below:`,
      `  ${keep(names)}`,
      "and this in Rootfs, before MountPoints, in which the Entry of the program goes:",
      `  <MoveContent><Entry ${caps}>${place}</Entry></MoveContent>`,
    ],
    [
      "the host keeps it, and each of its users who may execute it gets these capabilities as well. This in place of CapKeep below:",
      `  ${keep(names)}`,
      "and this in MountPoints, in place of the Entry of the program:",
      `  <?lxc-overlay allow code="caps-on-host-file" reason="…"?>`,
      `  <Entry ${caps}>${place}<Options>ro,bind,nodev</Options></Entry>`,
    ],
  ];
  return [
    "To decide: CapKeep alone gives a process that is not root nothing, only its program's file does. The choices, the simplest first:",
    ...ways.flatMap(([first, ...rest], index) => [`${index + 1}. ${first}`, ...rest]),
  ];
};

const keep = (names: readonly string[]): string => `<CapKeep>${names.join(" ")}</CapKeep>`;

/** How what uses a program is taken out of the host: systemctl(1), mask. */
const goneHow = (users: readonly string[]): string => {
  const isUnit = (path: string): boolean => /\/systemd\/system\/[^/]+$/.test(path);
  const ways = [
    ...(users.some(isUnit) ? ["mask a unit (a symlink of its name to /dev/null in /etc/systemd/system)"] : []),
    ...(users.every(isUnit) ? [] : ["leave the other files out of the rootfs"]),
  ];
  return ways.join(", ");
};

/** Why a program's own file can't give it capabilities. */
const obstacleOf = (rootfs: HostRootfs, program: Program): string | undefined => {
  if (scriptLineOf(rootfs, program.node) !== undefined)
    return "a script can't have them; a program that it starts can, if MoveContent gives it caps.";
  return isOfManyNames(program)
    ? `its file, /${program.node.path}, has the programs of many names, and all would have them. The device needs a file of its own for this one, which MoveContent gives caps.`
    : undefined;
};
