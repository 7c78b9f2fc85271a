import type { Execution, ExecutionFailure } from "../../execution/execution.ts";
import { bringerOf } from "../bringer-of.ts";
import type { ContainerContext } from "../container-context.ts";
import type { ContainerFacts } from "../container-facts.ts";
import type { NamedExecution } from "../executions.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** execve(2) fails with EACCES or ELOOP. */
export const programNotExecutable: ContainerRule<"program-not-executable"> = {
  kind: "container",
  code: "program-not-executable",
  severity: "either",
  title: "A process may not execute its program, or what that needs to run.",
  judge: (context) => [
    ...context.allExecutions().flatMap((each) => ofCommand(context, each)),
    ...context.hooks().flatMap((each) => {
      const reason = reasonOf(each);
      const message = `${each.element} ${each.name} can't be executed: ${reason?.text ?? ""}`;
      return reason === undefined ? [] : { severity: "error" as const, location: each.location, message, help: modeHelp(reason.failure) };
    }),
  ],
};

type Refusal = Extract<ExecutionFailure, { readonly kind: "denied" | "nested" }>;

const ofCommand = (context: ContainerContext, execution: NamedExecution): readonly Found[] => {
  const reason = reasonOf(execution);
  if (reason === undefined) return [];
  const { text, failure } = reason;
  return [
    {
      severity: execution.severity,
      location: bringerOf(context, failure.node, execution.location),
      message: `${execution.subject} can't be executed: ${text}`,
      help: groupHelp(context, execution, failure) ?? modeHelp(failure),
    },
  ];
};

const reasonOf = ({ process: { userName }, end }: Execution): { readonly text: string; readonly failure: Refusal } | undefined => {
  if (typeof end !== "object") return undefined;
  if (end.kind === "nested")
    return { text: `${end.node.path} is the last of too many scripts that are each other's interpreters`, failure: end };
  if (end.kind !== "denied") return undefined;
  const { mode, uid, gid, path, type } = end.node;
  const who = userName === undefined ? "root" : `user ${userName}`;
  const deed = type === "directory" ? "search the directory" : end.want === "r" ? "read the script" : "execute";
  const octal = (mode & 0o7777).toString(8).padStart(4, "0");
  return { text: `${who} may not ${deed} ${path === "" ? "/" : path} (mode ${octal}, uid ${uid}, gid ${gid})`, failure: end };
};

const modeHelp = (failure: Refusal): string => {
  if (failure.kind === "nested") return "name a program as the interpreter";
  if (failure.node.type === "directory") return "let the process search it: set its mode or group in the host rootfs";
  return `let the process ${failure.want === "r" ? "read" : "execute"} it: set its mode or group in the host rootfs`;
};

/** Where a supplementary group would help that the user has in the host's /etc/group, and the process does not. */
const groupHelp = (
  { plan, dialect }: ContainerFacts,
  { process: who, isAttached }: NamedExecution,
  failure: Refusal,
): string | undefined => {
  const { userName } = who;
  if (failure.kind !== "denied" || userName === undefined) return undefined;
  const { gid } = failure.node;
  const group = plan.groups?.find((each) => each.gid === gid && each.members.includes(userName));
  if (group === undefined || [who.gid, ...who.groups].includes(gid)) return undefined;
  const setter = isAttached ? "lxc-attach" : plan.bundle === undefined ? `LXC ${dialect}` : "a bundle without AdditionalGroups";
  return `${userName} is in group ${group.name}, but ${setter} sets no supplementary groups: make ${group.name} its GroupName, or let others execute it`;
};
