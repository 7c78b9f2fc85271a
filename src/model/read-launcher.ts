import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { incompleteStart, launcherMismatch, missingElement, repeatedParam } from "./findings.ts";
import type { SyntaxElement } from "../parse/syntax.ts";
import type { Attach, Command, Launcher, Notify } from "./container.ts";
import { firstWord } from "../shell/shell-words.ts";
import { childrenOf, isEnabled, textOf, textsOf } from "./element-contents.ts";

/**
 * The launcher of a container from the LxcParams that count in each of its files, in the order of the files.
 * An append replaces `start` with LauncherName and ExecName together; what it says of Output and StopFunction replaces, Attach is added.
 */
export const readLauncher = (params: readonly SyntaxElement[], sandboxName: string): Staged<Launcher | undefined> => {
  const [base, ...appends] = params;
  if (base === undefined) return { value: undefined, diagnostics: [] };
  const [name] = textsOf(params, "LauncherName");
  const containerName = textOf([base], "ContainerName") ?? { value: sandboxName, span: base.span };
  const expected = { LauncherName: name?.value, ContainerName: containerName.value };
  const { found: diagnostics, report, take } = collectFindings();
  report(...appends.flatMap((append) => checkAppend(append, expected)));
  const start = [...params].reverse().find(isStart) ?? base;
  const command = readCommand(start);
  if (name === undefined) report(missingElement(base.span, base.name, "LauncherName"));
  if (command === undefined) report(missingElement(base.span, base.name, "ExecName"));
  const attaches = take(readAttaches(params));
  if (name === undefined || command === undefined) return { value: undefined, diagnostics };
  const stop = childrenOf(params, "StopFunction");
  const output = childrenOf(params, "Output").slice(-1);
  const launcher = {
    span: base.span,
    name,
    containerName,
    command,
    notify: readNotify(start, command),
    stop: isEnabled(stop, "enable") ? stop.at(-1)?.span : undefined,
    output: isEnabled(output, "enable")
      ? { logFile: textOf(output, "LogFile"), logPriority: textOf(output, "LogPriority")?.value }
      : undefined,
    attaches: attaches,
  };
  return { value: launcher, diagnostics };
};

const isStart = (params: SyntaxElement): boolean =>
  textOf([params], "LauncherName") !== undefined && textOf([params], "ExecName") !== undefined;

const checkAppend = (append: SyntaxElement, expected: Readonly<Record<string, string | undefined>>): readonly Diagnostic[] => {
  const { found: diagnostics, report } = collectFindings();
  for (const [element, value] of Object.entries(expected)) {
    const given = textOf([append], element);
    if (given && value !== undefined && given.value !== value) report(launcherMismatch(given.span, element, given.value, value));
  }
  if (isStart(append)) return diagnostics;
  const incomplete = ["ExecName", "ExecParams", "SystemdNotify"].flatMap((name) => childrenOf([append], name)).slice(0, 1);
  return [...diagnostics, ...incomplete.map(({ span, name }) => incompleteStart(span, name))];
};

const readCommand = (element: SyntaxElement): Command | undefined => {
  const exec = textOf([element], "ExecName");
  return exec && { span: exec.span, exec: exec.value, params: textOf([element], "ExecParams") };
};

const readNotify = (element: SyntaxElement, command: Command): Notify | undefined => {
  const notify = childrenOf([element], "SystemdNotify");
  if (!isEnabled(notify, "create")) return undefined;
  const pidFile = textOf(notify, "PidFile");
  const processName = textOf(notify, "ProcessName");
  return {
    pidFile: pidFile?.value,
    pidFileSpan: pidFile?.span,
    processNameSpan: processName?.span,
    processName: processName?.value ?? firstWord(command.exec) ?? command.exec.split(/\s/)[0] ?? "",
    forking: isEnabled(notify, "forking"),
  };
};

/** Of two with one ParamName the later counts, in the place of the earlier; within one file that is worth a warning. */
const readAttaches = (params: readonly SyntaxElement[]): Staged<readonly Attach[]> => {
  const { found: diagnostics, report } = collectFindings();
  const attaches = new Map<string, Attach>();
  for (const attach of childrenOf(params, "Attach").flatMap(readAttach)) {
    const earlier = attaches.get(attach.param);
    if (earlier?.span.file === attach.span.file) report(repeatedParam(attach.span, attach.param, earlier.span.line));
    attaches.set(attach.param, attach);
  }
  return { value: [...attaches.values()], diagnostics };
};

const readAttach = (element: SyntaxElement): readonly Attach[] => {
  const param = textOf([element], "ParamName")?.value;
  const command = readCommand(element);
  if (param === undefined || command === undefined) return [];
  return [
    {
      span: element.span,
      param,
      command,
      notify: readNotify(element, command),
      userName: textOf([element], "UserName"),
      groupName: textOf([element], "GroupName"),
    },
  ];
};
