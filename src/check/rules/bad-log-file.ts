import type { Location } from "../../diagnostics/diagnostic.ts";
import { writeValue } from "../../diagnostics/fix.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { isListed } from "../../rootfs/paths.ts";
import { parentOf } from "../../rootfs/paths.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** LXC opens the log before all else, and ends where it can't (log.c, log_open); it makes the directories on the way (build_dir). */
export const badLogFile: ContainerRule<"bad-log-file"> = {
  kind: "container",
  code: "bad-log-file",
  severity: "either",
  title: "LXC can't write its LogFile where that is.",
  judge: (context) => {
    const { logFile, logFileWhy } = context.plan.launcher?.start ?? { logFile: undefined, logFileWhy: undefined };
    if (logFile === undefined || logFileWhy === undefined) return [];
    const location = locationOf(context, { why: logFileWhy });
    const wrong = wrongWith(context, logFile, location);
    return wrong === undefined ? [] : [{ ...wrong, location }];
  },
};

const wrongWith = (context: ContainerContext, path: string, location: Location): Omit<Found, "location"> | undefined => {
  const help = "name a file below a directory that can be written, as in /var/log/lxc/app.log";
  if (!path.startsWith("/")) {
    return {
      severity: "warning",
      message: `LXC writes ${path} in the directory where the launcher is called, whatever that is`,
      help: writeValue(location, `/${path}`, `write /${path}`),
    };
  }
  const inDirectory = `${path.replace(/\/+$/, "")}/${context.plan.name}.log`;
  if (path.endsWith("/")) {
    return {
      severity: "error",
      message: `${path} ends in a slash, as a directory does: LXC can't open its log, and does not start the container`,
      help: writeValue(location, inDirectory, `write ${inDirectory}`),
    };
  }
  const found = lookup(context.before, path);
  if (found.kind === "found" && found.node.type === "directory") {
    return {
      severity: "error",
      message: `${path} is a directory: LXC can't open its log, and does not start the container`,
      help: writeValue(location, inDirectory, `write ${inDirectory}`),
    };
  }
  const above = fileAbove(context, path);
  if (above !== undefined) {
    return { severity: "error", message: `${above} is no directory: LXC can't make ${path}, and does not start the container`, help };
  }
  if (context.options.readOnlyHost && !isListed(path, context.config.writable) && !isDevice(found)) {
    return {
      severity: "error",
      message: `${path} is on the read-only rootfs: LXC can't open its log, and does not start the container`,
      help,
    };
  }
  return undefined;
};

/** The directory on the way to a path that is none. */
const fileAbove = ({ before }: ContainerContext, path: string): string | undefined => {
  for (let at = parentOf(path); at !== ""; at = parentOf(at)) {
    const found = lookup(before, at);
    if (found.kind === "found") return found.node.type === "directory" ? undefined : at;
  }
  return undefined;
};

const isDevice = (found: ReturnType<typeof lookup>): boolean =>
  found.kind === "found" && found.node.type !== "file" && found.node.type !== "directory";
