import type { ContainerRule } from "../rule.ts";

export const damagedElf: ContainerRule<"damaged-elf"> = {
  kind: "container",
  code: "damaged-elf",
  severity: "warning",
  title: "A file in the container begins as ELF but does not hold what it announces.",
  judge: (context) =>
    context.elfFiles().damaged.map(({ location, path, reason }) => ({
      location,
      message: `${path} looks like an ELF file but is damaged: ${reason}`,
      help: "build it again; what it needs is not checked",
    })),
};
