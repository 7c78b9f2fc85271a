import { scriptLineOf } from "../execution/script-file.ts";
import type { Mount } from "../plan/mount.ts";
import { hasFlag } from "../plan/mount-kind.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { CommandExecution } from "./executions.ts";
import type { Start } from "./starts.ts";

/** The files that a start executes or maps to be executed: the program, its interpreter, its libraries. */
const filesOfStart = ({ interpreter: { resolution }, linked }: Start): readonly HostNode[] => [
  ...(resolution.kind === "found" ? [resolution.node] : []),
  ...linked.flatMap(({ objects }) => objects.map(({ node }) => node)),
];

/**
 * The mounts through which something is executed as far as is known: what the commands of the container start, and what is mounted
 * read-only as a single file that may be executed.
 */
export const executedThrough = (
  facts: ContainerFacts,
  executions: readonly CommandExecution[],
  starts: readonly Start[],
): ReadonlySet<Mount> => {
  const files = [...executions.flatMap((execution) => execution.files), ...starts.flatMap(filesOfStart)];
  const single = facts.plan.mounts.filter((mount) => {
    const node = facts.view.rootfs.nodes.get(mount.place);
    return node?.type === "file" && (node.mode & EXECUTE) !== 0 && hasFlag(mount, "ro") && isProgram(facts, node);
  });
  return new Set([...files.flatMap((file) => facts.view.originOf(file.path)?.mount ?? []), ...single]);
};

const EXECUTE = 0o111;

/** A script, or what a linker made to be executed; a library has a DT_SONAME. */
const isProgram = ({ readElf, host }: ContainerFacts, node: HostNode): boolean => {
  if (scriptLineOf(host, node) !== undefined) return true;
  const elf = readElf(node);
  return elf?.kind === "elf" && elf.soname === undefined && (elf.type === "executable" || elf.type === "shared");
};
