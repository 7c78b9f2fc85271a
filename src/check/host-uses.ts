import { USUAL_PATH } from "../linux/usual-path.ts";
import { envCommand } from "../execution/env-command.ts";
import { LINE_BYTES, readScriptLine } from "../execution/script-line.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf } from "../rootfs/paths.ts";
import { readHostRange } from "../rootfs/read-file.ts";
import { commandsOf, type Service } from "../rootfs/services.ts";
import { readShell } from "../shell/read-shell.ts";
import { hostScripts } from "./host-scripts.ts";
import { launchedShellText } from "./launcher-calls.ts";
import { pathsIn } from "./named-paths.ts";

/** Something of the host that one of its own programs or texts names. */
export interface HostUse {
  /** As it is named. */
  readonly path: string;
  /** Who names it, in words. */
  readonly user: string;
  /** The file that does, without a leading slash. */
  readonly by: string;
  /** Whether it is a program that a service of systemd executes, so that its start fails without. */
  readonly isStarted: boolean;
}

/** What services, scripts and cron of a host use. */
export const hostUses = (host: HostRootfs, services: readonly Service[]): readonly HostUse[] => [
  ...serviceUses(host, services),
  ...hostScripts(host).flatMap(({ path, text }) => textUses(host, text, { user: `/${path}`, by: path })),
  ...interpreterUses(host),
];

type Words = readonly (string | undefined)[];
type User = Pick<HostUse, "user" | "by">;

const serviceUses = (host: HostRootfs, services: readonly Service[]): readonly HostUse[] =>
  services.flatMap(commandsOf).flatMap(({ words, setting, mayFail }) => {
    const who = { user: `/${setting.file}:${setting.line}`, by: setting.file };
    const text = launchedShellText(words);
    const starts = setting.key.startsWith("ExecStart") && !mayFail;
    const inner = text === undefined ? [] : textUses(host, text, who).map((use) => ({ ...use, isStarted: starts }));
    return [...wordUses(words, who, starts), ...inner];
  });

/** The program, and the paths that it is given. */
const wordUses = ([program, ...rest]: Words, who: User, isStarted: boolean): readonly HostUse[] => [
  ...(program?.startsWith("/") === true ? [{ path: program, ...who, isStarted }] : []),
  ...rest.flatMap((word) => {
    const [path] = /\/[^\s=]+$/.exec(word ?? "") ?? [];
    return path === undefined || /\s/.test(word ?? "") ? [] : [{ path, ...who, isStarted: false }];
  }),
];

/** The absolute paths that a text names outside comments, and the commands without a path, as far as it is one of sh. */
const textUses = (host: HostRootfs, text: string, who: User): readonly HostUse[] => {
  const names = readShell(text).commands.flatMap(([first]) => (/^[\w.+-]+$/.test(first?.value ?? "") ? [first?.value ?? ""] : []));
  return [...new Set([...pathsIn(text), ...names.flatMap((name) => commandPath(host, name))])].map((path) => ({
    path,
    ...who,
    isStarted: false,
  }));
};

const commandPath = (host: HostRootfs, name: string): readonly string[] =>
  USUAL_PATH.map((directory) => `${directory}/${name}`)
    .filter((path) => lookup(host, path).kind === "found")
    .slice(0, 1);

/** The interpreters of all scripts. */
const interpreterUses = (host: HostRootfs): readonly HostUse[] => {
  const uses: HostUse[] = [];
  for (const node of host.nodes) {
    if (node.type !== "file" || (node.magic !== 0 && node.magic >>> 16 !== SCRIPT)) continue;
    const line = readScriptLine(new TextDecoder().decode(readHostRange(host, node, 0, LINE_BYTES)));
    if (line === undefined) continue;
    const named = baseOf(line.interpreter) === "env" ? envCommand((line.argument ?? "").split(/\s+/))?.words[0] : undefined;
    const paths = [line.interpreter, ...(named === undefined ? [] : commandPath(host, named))];
    uses.push(...paths.map((path) => ({ path, user: `/${node.path}`, by: node.path, isStarted: false })));
  }
  return uses;
};

/** `#!` */
const SCRIPT = 0x2321;
