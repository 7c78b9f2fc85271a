import type { ContainerRule } from "../rule.ts";

/** A program is an error: execve(2) refuses it, or its process is killed where it touches what is not there. */
export const damagedElf: ContainerRule<"damaged-elf"> = {
  kind: "container",
  code: "damaged-elf",
  severity: "either",
  title: "A file in the container begins as ELF but does not hold what it announces.",
  judge: (context) => {
    const executed = new Set(context.executions().flatMap(({ files }) => files.map(({ contentOffset }) => contentOffset)));
    return context.elfFiles().damaged.map(({ location, path, contentOffset, reason }) => ({
      location,
      message: `${path} looks like an ELF file but is damaged: ${reason}`,
      help: "build it again; what it needs is not checked",
      severity: executed.has(contentOffset) ? "error" : "warning",
    }));
  },
};
