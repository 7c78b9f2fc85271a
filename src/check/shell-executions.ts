import type { Execution } from "../execution/execution.ts";
import { runCommand } from "../execution/run-command.ts";
import { readScript } from "../execution/script-file.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { isListed } from "../rootfs/paths.ts";
import { namedPrograms } from "../shell/named-programs.ts";
import { isUnknown } from "../view/container-view.ts";
import { bringerOf } from "./bringer-of.ts";
import { type ContainerFacts, pathVariable } from "./container-facts.ts";
import { type CommandExecution, containerPlace, type NamedExecution, wordsLocation } from "./executions.ts";
import { shellInputOf } from "./shell-input.ts";

/** Something that a shell of the container executes, or reads with `.`, and that its text names by an absolute path. */
export interface ShellExecution extends NamedExecution {
  /** Whether anything is to be said of it: a script may be called in ways in which it does not do all that it can. */
  readonly isTold: boolean;
}

/**
 * What the shells execute that the container's commands start: what is named behind -c, and in scripts, and in scripts that these execute
 * whatever else they do.
 */
export const shellExecutionsOf = (facts: ContainerFacts, executions: readonly CommandExecution[]): readonly ShellExecution[] => {
  const place = containerPlace(facts);
  const path = pathVariable(facts, "PATH");
  const read = new Set<HostNode>();
  const pending: Running[] = executions.map((each) => ({ ...each, execution: each, location: wordsLocation(facts, each) }));
  const found: ShellExecution[] = [];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { execution, location, isAttached, severity: most } = next;
    const shellText = textOf(facts, execution, read);
    for (const each of shellText === undefined ? [] : namedPrograms(shellText.text)) {
      const { process } = execution;
      const [name] = each.words;
      const after = each.isRead ? readingOf(facts, execution, name) : runCommand(place, { process, words: each.words, path });
      if (shellText === undefined || after === undefined) continue;
      const { by, script } = shellText;
      const where = script === undefined ? location : bringerOf(facts, script, location);
      const severity = script === undefined && each.runs === "decides" ? most : "warning";
      found.push({
        ...after,
        location: where,
        name,
        subject: `${name}, which ${by} ${each.isRead ? "reads" : "executes"},`,
        isAttached,
        severity,
        isRead: each.isRead,
        isTold: (script === undefined || each.runs !== "perhaps") && !mayBeMade(facts, after, script),
      });
      if (!each.isRead && each.runs !== "perhaps") pending.push({ execution: after, location: where, isAttached, severity });
    }
  }
  return found;
};

interface Running extends Pick<NamedExecution, "location" | "isAttached" | "severity"> {
  readonly execution: Execution;
}

/** Whether it is missing and may be there later: below a [WRITABLE] path; or a script names what the host lacks, too, which nobody may miss. */
const mayBeMade = ({ before, config }: ContainerFacts, { end }: Execution, script: HostNode | undefined): boolean => {
  if (typeof end !== "object" || end.kind !== "missing" || lookup(before, end.path).kind === "found") return false;
  return script !== undefined || isListed(end.path, config.writable);
};

interface TextOfShell {
  readonly text: string;
  readonly by: string;
  readonly script: HostNode | undefined;
}

/** What the shell is given in which an execution ends; a script that was read is not read again. */
const textOf = ({ view, host }: ContainerFacts, execution: Execution, read: Set<HostNode>): TextOfShell | undefined => {
  const input = shellInputOf(execution);
  if (input === undefined) return undefined;
  if (input.kind === "string") return { text: input.text, by: `${execution.given[0] ?? "a shell"} -c`, script: undefined };
  const found = lookup(view.rootfs, input.path);
  if (found.kind !== "found" || found.node.type !== "file" || read.has(found.node)) return undefined;
  read.add(found.node);
  const text = readScript(host, found.node);
  return text === undefined ? undefined : { text, by: `the script ${found.node.path}`, script: found.node };
};

/** What becomes of a file that a shell reads: one that is missing ends it (XCU 2.8.1). */
const readingOf = ({ view }: ContainerFacts, { process }: Execution, path: string): Execution => {
  const found = lookup(view.rootfs, path);
  const isMissing = found.kind === "missing" && !isUnknown(view, found.path);
  return { process, files: [], loading: new Map(), given: [], end: isMissing ? { kind: "missing", path, by: undefined } : "unknown" };
};
