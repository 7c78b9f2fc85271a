import { atSpan } from "../diagnostics/diagnostic.ts";
import { loggingWithoutPath, loggingWithSplit } from "./logging-findings.ts";
import { hostFileTooLarge } from "../rootfs/findings.ts";
import type { Logging } from "../model/container.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { lookup } from "../rootfs/lookup.ts";
import { MAX_HOST_TEXT } from "../rootfs/read-file.ts";
import { NO_XATTRS } from "../tar/entry.ts";
import { bindOf, type Mount } from "./mount.ts";
import { generatedTime, passedThrough, withParentsResolved } from "./host-entries.ts";
import type { LogPlan } from "./plan.ts";
import type { PlannedEntry } from "./planned-node.ts";
import type { PlanContext } from "./plan-context.ts";
import { findSource } from "./mount-source.ts";
import type { Tree } from "./tree.ts";
import { carriedXattrs } from "./xattrs.ts";

const PROPERTIES = "/etc/containerLog.properties";

/** The writable bind of LogPath, and its mount point. */
export const planLogMount = (context: PlanContext, tree: Tree): readonly Mount[] => {
  const { logging } = context.container;
  const path = logging?.logPath;
  if (logging !== undefined && path === undefined) context.report(loggingWithoutPath(atSpan(logging.span)));
  if (path === undefined) return [];
  const place = normalizePath(path.value);
  const found = findSource(context, { source: `/${place}`, span: path.span, at: path.span }, false);
  if (found.kind === "lacking") return [];
  const why = { reason: "Logging", span: path.span };
  const isFile = found.kind === "host" && found.node.type !== "directory";
  (isFile ? tree.mountPoint : tree.directory)(place, why);
  const host = found.kind === "host" ? found.node.path : undefined;
  return [bindOf(`/${place}`, { kind: "logging", options: ["rw", "bind", "nodev", "noexec"], host, why })];
};

/** The container's block in the host's containerLog.properties, and the entries that carry that file. */
export const planLogFile = (
  context: PlanContext,
  logging: Logging,
): { readonly log: LogPlan; readonly entries: readonly PlannedEntry[] } => {
  if (context.options.split) context.report(loggingWithSplit(atSpan(logging.span)));
  const found = lookup(context.rootfs, PROPERTIES);
  const host = found.kind === "found" && found.node.type === "file" ? found.node : undefined;
  const path = host?.path ?? withParentsResolved(context, PROPERTIES);
  const why = { reason: "Logging", span: logging.span };
  if (host !== undefined && host.size > MAX_HOST_TEXT) {
    context.report(hostFileTooLarge(context.rootfs.file, host.path, host.size, MAX_HOST_TEXT));
  }
  const mode = host?.mode ?? 0o644;
  const entry: PlannedEntry = {
    path,
    type: "file",
    mode,
    uid: host?.uid ?? 0,
    gid: host?.gid ?? 0,
    mtime: generatedTime(context.options),
    target: "",
    xattrs: host === undefined ? NO_XATTRS : carriedXattrs(context, host, { mode, newContent: true }),
    content: { kind: "generated", what: "container-log" },
    why,
  };
  return {
    log: {
      name: context.container.name,
      logs: logging.logs.map((each) => each.value),
      userName: context.container.userName?.value,
      hostPath: host?.path,
      why,
    },
    entries: [...passedThrough(context, path, why), entry],
  };
};
