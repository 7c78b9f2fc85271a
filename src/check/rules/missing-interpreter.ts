import { missingText } from "../missing-needs.ts";
import type { ContainerRule } from "../rule.ts";

export const missingInterpreter: ContainerRule<"missing-interpreter"> = {
  kind: "container",
  code: "missing-interpreter",
  severity: "missing-libs",
  title: "The program interpreter (PT_INTERP) of an ELF file is not in the container, or only one for another machine.",
  judge: (context) =>
    context.closure().missingInterpreters.map((missing) => ({
      location: missing.location,
      message: `the program interpreter ${missingText(missing)}`,
      help: missing.help,
    })),
};
