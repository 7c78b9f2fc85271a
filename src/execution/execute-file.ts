import { mayAccess } from "../linux/access.ts";
import type { ProcessPlan } from "../plan/process-plan.ts";
import { accessPath } from "../rootfs/access-path.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import type { Word } from "./env-command.ts";
import type { Execution, ExecutionFailure, ExecutionPlace } from "./execution.ts";
import { familyOf } from "./machine-family.ts";
import { beginOf, scriptLineOf } from "./script-file.ts";

/** Executes a file as execve(2) does, with the words of its command: a script leads to its interpreter, a program to its loader. */
export const executeFile = (place: ExecutionPlace, process: ProcessPlan, path: string, words: readonly Word[]): Execution => {
  const files: HostNode[] = [];
  let asked = path;
  let given = words;
  for (;;) {
    const by = files.at(-1);
    const end = (reason: Execution["end"]): Execution => ({ process, files, end: reason, given, loading: new Map() });
    const found = openExecutable(place, process, asked);
    if (found === "unknown") return end("unknown");
    if (found === "missing") return end({ kind: "missing", path: asked, by });
    if (found.kind !== "opened") return end(found);
    const { node } = found;
    files.push(node);
    const line = scriptLineOf(place.contents, node);
    if (line === undefined) return end(formatOf(place, process, node));
    if (!mayAccess(node, process, "r")) return end({ kind: "denied", node, file: asked, want: "r" });
    if (files.length > MAX_SCRIPTS) return end({ kind: "nested", node });
    given = [line.interpreter, ...(line.argument === undefined ? [] : [line.argument]), asked, ...given.slice(1)];
    asked = line.interpreter;
  }
};

/** Scripts in a row: fs/exec.c, exec_binprm. */
const MAX_SCRIPTS = 5;

/** Opens a program as a loader does that is executed by its own path: it needs no x bit, but a mount that may be executed from. */
export const loadFile = (place: ExecutionPlace, process: ProcessPlan, path: string): HostNode | Execution["end"] => {
  const access = accessPath(place.rootfs, path, process, "r");
  if (access.kind === "missing" && !place.isUnknown(access.path)) return { kind: "missing", path, by: undefined };
  if (access.kind !== "granted" || place.readElf(access.node)?.kind !== "elf") return "unknown";
  const mount = place.noexecOver(access.node);
  return mount === undefined ? access.node : { kind: "noexec", mount, file: path };
};

type Opened = { readonly kind: "opened"; readonly node: HostNode } | ExecutionFailure | "missing" | "unknown";

/** fs/exec.c, do_open_execat. */
const openExecutable = (place: ExecutionPlace, process: ProcessPlan, path: string): Opened => {
  const access = accessPath(place.rootfs, path, process, "x");
  if (access.kind === "missing") return place.isUnknown(access.path) ? "unknown" : "missing";
  if (access.kind === "loop") return "missing";
  if (access.kind === "denied") return { kind: "denied", node: access.by, file: path, want: "x" };
  if (access.node.type !== "file") return "missing";
  const mount = place.noexecOver(access.node);
  return mount === undefined ? { kind: "opened", node: access.node } : { kind: "noexec", mount, file: path };
};

const formatOf = (place: ExecutionPlace, process: ProcessPlan, node: HostNode): Execution["end"] => {
  const elf = place.readElf(node);
  // What is no text may be of a format that a device registers (binfmt_misc), or flat (binfmt_flat).
  if (elf === undefined) return beginOf(place.contents, node).includes("\0") ? "unknown" : { kind: "no-format", node };
  if (elf.kind === "damaged") return "unknown";
  if (place.family !== undefined && place.family !== familyOf(elf)) return { kind: "foreign", node, elf };
  return elf.interpreter === undefined ? "runs" : loaderEnd(openExecutable(place, process, elf.interpreter));
};

/** A loader that is missing is a finding of what needs it, not of the command. */
const loaderEnd = (loader: Opened): Execution["end"] =>
  loader === "missing" || loader === "unknown" || loader.kind === "opened" ? "runs" : loader;
