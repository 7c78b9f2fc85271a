import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scratch } from "./scratch.ts";
import { run, type Run, type Shell, SHELLS } from "./shell.ts";

/** What a launcher calls, where devices have it. */
const COMMANDS = [
  "/usr/bin/lxc-execute",
  "/usr/bin/lxc-attach",
  "/usr/bin/lxc-stop",
  "/usr/bin/lxccpid",
  "/bin/systemd-notify",
  "/bin/usleep",
  "/bin/sleep",
] as const;

export type StandInBodies = Partial<Record<(typeof COMMANDS)[number], string>>;

export interface StandIns {
  /** The directory that stands for the device's root. */
  readonly root: string;
  /** Runs a launcher with the stand-ins in place of what it calls, and everything it left in the background. */
  readonly run: (shell: Shell, launcher: string, ...args: readonly string[]) => Run;
  /** Every call so far: the command's path and its arguments. */
  readonly calls: () => readonly (readonly string[])[];
}

/**
 * Stand-ins for the commands of a device. Each records how it was called, then runs its body, which is shell text
 * (nothing: ends with 0 at once) and finds the root in `$root`.
 */
export const makeStandIns = (bodies: StandInBodies = {}): StandIns => {
  const root = scratch();
  for (const command of COMMANDS) {
    const file = join(root, command);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, standIn(root, command, bodies[command] ?? ""));
    chmodSync(file, 0o755);
  }
  return {
    root,
    run: (shell, launcher, ...args) => {
      const file = join(root, "launcher.sh");
      writeFileSync(file, relocate(launcher, root));
      return run([...SHELLS[shell], file, ...args]);
    },
    calls: () => readCalls(root),
  };
};

const standIn = (root: string, command: string, body: string): string => `#!/bin/sh
root=${root}
printf '%s\\036' "$(printf '%s\\037' ${command} "$@")" >> "$root/calls"
${body}
`;

/** Puts the root before the commands' paths; a bare sleep gets its path first, since BusyBox would run its own. */
const relocate = (launcher: string, root: string): string =>
  COMMANDS.reduce(
    (text, command) => text.replaceAll(new RegExp(`(?<![\\w/])${command}(?![\\w/])`, "g"), `${root}${command}`),
    launcher.replaceAll(/^( *)sleep /gm, "$1/bin/sleep "),
  );

const readCalls = (root: string): readonly (readonly string[])[] => {
  const file = join(root, "calls");
  if (!existsSync(file)) return [];
  const records = readFileSync(file, "utf8").split("\u001e").slice(0, -1);
  return records.map((record) => record.replaceAll(root, "").split("\u001f").slice(0, -1));
};
