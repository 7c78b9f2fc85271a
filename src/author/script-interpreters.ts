import { envCommand } from "../execution/env-command.ts";
import { scriptLineOf } from "../execution/script-file.ts";
import type { ElfReader } from "../loader/elf-reader.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { baseOf } from "../rootfs/paths.ts";
import { findProgram, type Program } from "./find-program.ts";

/** Scripts whose interpreters are scripts: as many as the kernel takes. */
const MAX_SCRIPTS = 5;

/** What executes a script, one after the other: its interpreter, and what env(1) runs; none for what is no script. */
export const scriptInterpreters = (rootfs: HostRootfs, readElf: ElfReader, script: HostNode): readonly Program[] => {
  const found: Program[] = [];
  let node: HostNode | undefined = script;
  while (node !== undefined && found.length < MAX_SCRIPTS) {
    const line = scriptLineOf(rootfs, node);
    if (line === undefined) break;
    const named = [line.interpreter, ...(baseOf(line.interpreter) === "env" ? (envCommand([line.argument])?.words.slice(0, 1) ?? []) : [])];
    const programs = named.flatMap((name) => (name === undefined ? [] : (findProgram(rootfs, readElf, name) ?? [])));
    found.push(...programs);
    node = programs.at(-1)?.node;
  }
  return found;
};
