import { LINE_BYTES, readScriptLine } from "../execution/script-line.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { readHostRange, readHostText } from "../rootfs/read-file.ts";
import { commandsOf, type Service } from "../rootfs/services.ts";
import { eventUses } from "./host-events.ts";
import type { HostUse } from "./host-uses.ts";
import { isShell } from "./launcher-calls.ts";
import { neededPathsIn } from "./named-paths.ts";

/**
 * What else a host uses beside what its services, scripts and cron execute: what services ask for, what their scripts name, what is executed at events. What
 * D-Bus activates may run where its daemon does, in a container, or be meant for a name that a container has already.
 */
export const furtherUses = (host: HostRootfs, services: readonly Service[]): readonly HostUse[] => [
  ...services.flatMap(settingUses),
  ...scriptUses(host, services),
  ...eventUses(host).flatMap(({ file, paths }) => paths.map((path) => named(path, file))),
];

const named = (path: string, file: string): HostUse => ({ path, user: `/${file}`, by: file, isStarted: false });

/** systemd.exec(5): without its environment file or working directory a service fails, unless a - stands before it; systemd.unit(5): without what a condition asks for it is not started. */
const settingUses = (service: Service): readonly HostUse[] => {
  const needs = [...service.all("EnvironmentFile"), ...service.all("WorkingDirectory").slice(-1)].map(({ value, file, line }) => ({
    path: value,
    user: `/${file}:${line}`,
    by: file,
    isStarted: true,
  }));
  const conditions = service.units(...CONDITIONS).map((value) => ({
    path: value.replace(/^\|/, ""),
    user: `a condition of /${service.path}`,
    by: service.path,
    isStarted: false,
  }));
  return [...needs, ...conditions].filter(({ path }) => /^\/[^%*?[\s]*$/.test(path));
};

const CONDITIONS = ["Condition", "Assert"].flatMap((kind) =>
  ["PathExists", "PathIsDirectory", "FileNotEmpty", "FileIsExecutable", "DirectoryNotEmpty"].map((asked) => `${kind}${asked}`),
);

/** What the scripts name that services execute. */
const scriptUses = (host: HostRootfs, services: readonly Service[]): readonly HostUse[] => {
  const scripts = new Set(services.flatMap(commandsOf).flatMap(({ words }) => scriptOf(host, words) ?? []));
  return [...scripts].flatMap((node) => neededPathsIn(readHostText(host, node) ?? "").map((path) => named(path, node.path)));
};

/** The script that a command executes, itself or by a shell. */
const scriptOf = (host: HostRootfs, [program = "", first]: readonly (string | undefined)[]): HostNode | undefined => {
  const path = isShell(program) && first?.startsWith("/") === true ? first : program;
  const found = path.startsWith("/") ? lookup(host, path) : undefined;
  if (found?.kind !== "found" || found.node.type !== "file") return undefined;
  const isScript = readScriptLine(new TextDecoder().decode(readHostRange(host, found.node, 0, LINE_BYTES))) !== undefined;
  return isScript || path === first ? found.node : undefined;
};
