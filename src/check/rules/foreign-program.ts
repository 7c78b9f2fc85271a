import type { Location } from "../../diagnostics/diagnostic.ts";
import type { Execution } from "../../execution/execution.ts";
import { bringerOf } from "../bringer-of.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** execve(2) fails with ENOEXEC. */
export const foreignProgram: ContainerRule<"foreign-program"> = {
  kind: "container",
  code: "foreign-program",
  severity: "error",
  title: "A program is made for another machine than the device's.",
  judge: (context) => [
    ...context.executions().flatMap((each) => foreign(`ExecName ${each.name}`, each, (node) => bringerOf(context, node, each.location))),
    ...context.hooks().flatMap((each) => foreign(`${each.element} ${each.name}`, each, () => each.location)),
  ],
};

type Foreign = Extract<Execution["end"], { readonly kind: "foreign" }>;

const foreign = (title: string, { end }: Execution, locate: (node: Foreign["node"]) => Location): readonly Found[] => {
  if (typeof end !== "object" || end.kind !== "foreign") return [];
  const { node, elf } = end;
  return [
    {
      location: locate(node),
      message: `${title} can't be executed: ${node.path} is made for ${elf.machineName} (${elf.bits} bits, ${elf.endian} endian), and the host's own programs are not`,
      help: "put a program for the device's machine into the host rootfs",
    },
  ];
};
