import type { ElfReader } from "../loader/elf-reader.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { codeBind, dataBind } from "./binds.ts";
import type { DraftMount } from "./draft.ts";
import type { Program } from "./find-program.ts";
import { isShellScript, scriptUses } from "./script-commands.ts";
import { scriptInterpreters } from "./script-interpreters.ts";

/** What a program needs that is a script of sh: the programs that it starts, those that these start if they are scripts, and what it reads. */
export const scriptMounts = (rootfs: HostRootfs, readElf: ElfReader, program: Program): readonly DraftMount[] => {
  const mounts: DraftMount[] = [];
  const seen = new Set<HostNode>();
  const scripts: Program[] = [];
  const meet = (script: Program): void => {
    if (!seen.has(script.node)) scripts.push(script);
    seen.add(script.node);
  };
  const bind = (path: string, why: string): void => {
    mounts.push({ ...codeBind({ path, why }), isOptional: true });
  };
  if (isShellScript(rootfs, program.node)) meet(program);
  for (let at = scripts.pop(); at !== undefined; at = scripts.pop()) {
    const { programs, sourced } = scriptUses(rootfs, readElf, at.node);
    for (const each of programs) {
      bind(each.path, `started by ${at.path}`);
      for (const { path } of scriptInterpreters(rootfs, readElf, each.node)) bind(path, `executes the script ${each.path}`);
      if (isShellScript(rootfs, each.node)) meet(each);
    }
    for (const path of sourced) {
      const found = lookup(rootfs, path);
      if (found.kind !== "found" || found.node.type !== "file") continue;
      mounts.push({ ...dataBind("file", { path, why: `read by ${at.path}` }), isOptional: true });
      meet({ path, node: found.node });
    }
  }
  return mounts;
};
