import type { Location } from "../../diagnostics/diagnostic.ts";
import type { Execution } from "../../execution/execution.ts";
import { bringerOf } from "../bringer-of.ts";
import type { NamedExecution } from "../executions.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** execve(2) fails with ENOEXEC. */
export const foreignProgram: ContainerRule<"foreign-program"> = {
  kind: "container",
  code: "foreign-program",
  severity: "either",
  title: "A program is made for another machine than the device's.",
  judge: (context) => [
    ...context.allExecutions().flatMap((each) => foreign(each, (node) => bringerOf(context, node, each.location))),
    ...context
      .hooks()
      .flatMap((each) => foreign({ ...each, subject: `${each.element} ${each.name}`, severity: "error" }, () => each.location)),
  ],
};

type Foreign = Extract<Execution["end"], { readonly kind: "foreign" }>;

type Named = Pick<NamedExecution, "end" | "subject" | "severity">;

const foreign = ({ end, subject, severity }: Named, locate: (node: Foreign["node"]) => Location): readonly Found[] => {
  if (typeof end !== "object" || end.kind !== "foreign") return [];
  const { node, elf } = end;
  return [
    {
      severity,
      location: locate(node),
      message: `${subject} can't be executed: ${node.path} is made for ${elf.machineName} (${elf.bits} bits, ${elf.endian} endian), and the host's own programs are not`,
      help: "put a program for the device's machine into the host rootfs",
    },
  ];
};
