import type { CommandExecution } from "../executions.ts";
import type { ContainerContext } from "../container-context.ts";
import { bringerOf } from "../bringer-of.ts";
import type { ContainerRule, Found } from "../rule.ts";

/**
 * Without PT_INTERP the kernel starts no program interpreter (fs/binfmt_elf.c): what the file needs is never loaded, and its first call ends
 * it. A loader and a static program need nothing.
 */
export const programWithoutLoader: ContainerRule<"program-without-loader"> = {
  kind: "container",
  code: "program-without-loader",
  severity: "error",
  title: "A command executes a library, which is no program.",
  judge: (context) => context.executions().flatMap((each) => libraryIn(context, each)),
};

const libraryIn = (context: ContainerContext, { end, files, name, location }: CommandExecution): readonly Found[] => {
  const node = end === "runs" ? files.at(-1) : undefined;
  if (node === undefined) return [];
  const elf = context.readElf(node);
  if (elf?.kind !== "elf" || elf.interpreter !== undefined || elf.needed.length === 0) return [];
  return [
    {
      location: bringerOf(context, node, location),
      message: `ExecName ${name} can't run: ${node.path} is a library, which names no program interpreter to load ${elf.needed.join(", ")}`,
      help: "name a program that was linked to be executed",
    },
  ];
};
