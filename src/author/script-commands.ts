import { envCommand } from "../execution/env-command.ts";
import { readScript, scriptLineOf } from "../execution/script-file.ts";
import type { ElfReader } from "../loader/elf-reader.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { baseOf } from "../rootfs/paths.ts";
import { withoutHereDocuments } from "../shell/here-documents.ts";
import { readShell } from "../shell/read-shell.ts";
import { isShellName } from "../shell/shell-name.ts";
import { findProgram, type Program } from "./find-program.ts";

/** What a script of sh starts and reads, as far as its text names it. */
export interface ScriptUses {
  readonly programs: readonly Program[];
  /** Files that it reads with `.`, absolute. */
  readonly sourced: readonly string[];
}

/** Whether the kernel has a shell execute a file. */
export const isShellScript = (rootfs: HostRootfs, file: HostNode): boolean =>
  isShellName(baseOf(scriptLineOf(rootfs, file)?.interpreter ?? ""));

/** What a script of sh starts and reads; what the shell computes is not known. */
export const scriptUses = (rootfs: HostRootfs, readElf: ElfReader, script: HostNode): ScriptUses => {
  const text = readScript(rootfs, script) ?? "";
  const functions = new Set([...text.matchAll(/^\s*(?:function\s+)?([\w-]+)\s*\(\s*\)/gm)].map(([, name]) => name));
  const commands = readShell(withoutHereDocuments(text)).commands.map((words) => words.map(({ value }) => value));
  const started = commands.flatMap((words) => startedBy(words) ?? []).filter((name) => !functions.has(name) && !BUILT_IN.has(name));
  const named = commands.flat().flatMap((word) => NAMED_PROGRAM.exec(word ?? "")?.[1] ?? []);
  const names = [...started, ...named];
  return {
    programs: [...new Set(names)].flatMap((name) => findProgram(rootfs, readElf, name) ?? []),
    sourced: [
      ...new Set(
        commands.flatMap(([first, file]) => ((first === "." || first === "source") && file?.startsWith("/") === true ? [file] : [])),
      ),
    ],
  };
};

/** `DAEMON=/usr/sbin/app`, which a variable stands for later. */
const NAMED_PROGRAM = /^\w+=(\/(?:usr\/)?s?bin\/[\w.+-]+)$/;

/** The program of a command: behind assignments and what only prepares it. */
const startedBy = (words: readonly (string | undefined)[]): string | undefined => {
  const index = words.findIndex((word) => word === undefined || !/^\w+=/.test(word));
  const first = words[index];
  if (first === "env") return envCommand(words.slice(index + 1))?.words[0] ?? first;
  if (first !== undefined && PREPARING.has(first)) {
    const next = words.slice(index + 1).find((word) => word?.startsWith("-") !== true);
    return next ?? first;
  }
  return first;
};

/** Of the shell itself, and nohup(1), setsid(1). */
const PREPARING = new Set(["exec", "command", "nohup", "setsid"]);

/** Built into dash(1), bash(1) and BusyBox' ash. */
const BUILT_IN = new Set(
  (
    "! . : [ [[ alias bg break builtin cd chdir command continue declare echo eval exec exit export false fc fg getopts hash jobs kill let " +
    "local newgrp popd printf pushd pwd read readonly return set shift shopt source test times trap true type typeset ulimit umask unalias " +
    "unset wait"
  ).split(" "),
);
