import type { Location, Verdict } from "../../diagnostics/diagnostic.ts";
import type { Advice } from "../../diagnostics/fix.ts";
import type { Execution } from "../../execution/execution.ts";
import { runCommand } from "../../execution/run-command.ts";
import type { HostNode } from "../../rootfs/host-rootfs.ts";
import { bringerOf } from "../bringer-of.ts";
import type { ContainerContext } from "../container-context.ts";
import { pathVariable } from "../container-facts.ts";
import { containerPlace } from "../executions.ts";
import { ROOT } from "../hooks.ts";
import { programHelp } from "../program-help.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** An error where the launcher or a hook runs the script; others may be there for nothing. */
export const missingScriptInterpreter: ContainerRule<"missing-script-interpreter"> = {
  kind: "container",
  code: "missing-script-interpreter",
  severity: "either",
  title: "The interpreter that a script names is not there, or not named in its first line.",
  judge: (context) => [...inCommands(context), ...inHooks(context), ...inOthers(context)],
};

const inCommands = (context: ContainerContext): readonly Found[] =>
  context.allExecutions().flatMap((execution) => {
    const late = lateLine(execution, execution.severity, (node) => bringerOf(context, node, execution.location));
    const lack = lackOf(execution);
    if (lack === undefined) return late;
    const location = bringerOf(context, lack.script, execution.location);
    return { severity: execution.severity, location, message: `${lack.text} not in the container`, help: helpFor(context, lack, location) };
  });

/** A rootfs without /bin/sh is not the whole device: its launchers are scripts of that shell, too. */
const inHooks = (context: ContainerContext): readonly Found[] =>
  context.hooks().flatMap(({ location, ...execution }) => {
    const lack = lackOf(execution);
    if (lack === undefined) return lateLine(execution, "error", () => location);
    if (lack.interpreter === "/bin/sh" && !lack.hasReturn) return [];
    const help = lack.hasReturn ? WITHOUT_RETURNS : `install ${lack.interpreter} in the host rootfs, or name another interpreter`;
    return { severity: "error", location, message: `${lack.text} not on the host`, help };
  });

/** The kernel refuses such a file with ENOEXEC, and execvp(3) gives it to /bin/sh. */
const lateLine = ({ end }: Pick<Execution, "end">, severity: Verdict, locate: (script: HostNode) => Location): readonly Found[] => {
  if (typeof end !== "object" || end.kind !== "late-line") return [];
  const { node, interpreter } = end;
  const message = `${interpreter} does not run the script ${node.path}: its #! does not begin the file, so that /bin/sh is given the text`;
  const help = "let #! be the first two bytes of the script, without a byte order mark, an empty line or a comment before it";
  return [{ severity, location: locate(node), message, help }];
};

/** Many a file that is data has an x bit: what nobody starts, and begins with no `#!`, is not asked. */
const inOthers = (context: ContainerContext): readonly Found[] => {
  const started = new Set(context.allExecutions().flatMap(({ files }) => files));
  return [...context.executed()].flatMap(([file, location]) => {
    const lack = started.has(file) ? undefined : lackOf(asRoot(context, file));
    if (lack === undefined || lack.isText) return [];
    return { severity: "warning", location, message: `${lack.text} not in the container`, help: helpFor(context, lack, location) };
  });
};

/** What would become of a file if root executed it. */
const asRoot = (context: ContainerContext, { path }: HostNode): Execution | undefined =>
  runCommand(containerPlace(context), { process: ROOT, words: [`/${path}`], path: pathVariable(context, "PATH") });

interface Lack {
  readonly script: HostNode;
  readonly interpreter: string;
  /** A carriage return ends the interpreter's name. */
  readonly hasReturn: boolean;
  /** The script names it itself, or has env(1) look for it. */
  readonly isFoundByEnv: boolean;
  /** The script is text that names no interpreter. */
  readonly isText: boolean;
  readonly text: string;
}

const lackOf = (execution: Pick<Execution, "end" | "files"> | undefined): Lack | undefined => {
  const end = execution?.end;
  if (typeof end !== "object") return undefined;
  if (end.kind === "no-format") {
    const text = `/bin/sh is needed by ${end.node.path}, which is neither an ELF file nor names an interpreter, but`;
    return { script: end.node, interpreter: "/bin/sh", hasReturn: false, isFoundByEnv: false, isText: true, text };
  }
  if (end.kind !== "missing" || end.by === undefined) return undefined;
  const interpreter = end.path.replace(/\r$/, "");
  const hasReturn = interpreter !== end.path;
  const named = hasReturn ? `${interpreter} with a carriage return behind it` : interpreter;
  const isFoundByEnv = execution?.files.at(-1) !== end.by;
  return {
    script: end.by,
    interpreter,
    hasReturn,
    isFoundByEnv,
    isText: false,
    text: `${named} is needed by the script ${end.by.path} but`,
  };
};

const helpFor = (context: ContainerContext, { interpreter, hasReturn, isFoundByEnv }: Lack, location: Location): Advice | string => {
  if (hasReturn) return WITHOUT_RETURNS;
  // fs/binfmt_script.c opens it as a path.
  if (!isFoundByEnv && !interpreter.startsWith("/"))
    return "write the interpreter's path from the root on: the kernel looks for no name in PATH";
  if (isFoundByEnv && interpreter.includes(" "))
    return `env takes it as one word: leave out what stands behind ${interpreter.replace(/ .*/, "")}, or name the interpreter itself instead of env`;
  return programHelp(context, interpreter, location);
};

const WITHOUT_RETURNS = "end the script's lines with line feeds alone: sed -i 's/\\r$//'";
