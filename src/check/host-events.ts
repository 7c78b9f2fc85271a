import { baseOf } from "../rootfs/paths.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { readHostText } from "../rootfs/read-file.ts";
import { subtreeOf } from "../rootfs/subtree.ts";
import { neededPathsIn } from "./named-paths.ts";

/** A file of the host that something reads at an event, and the absolute paths of what it executes then. */
export interface EventUse {
  /** Without a leading slash. */
  readonly file: string;
  readonly paths: readonly string[];
}

/** Texts of one kind: where they lie, those that count first before those that they hide, and what of one is executed. */
interface EventTexts {
  readonly places: readonly string[];
  readonly name?: RegExp;
  readonly paths: (text: string) => readonly string[];
}

/** What stands behind the begin of a line. */
const behind =
  (begin: RegExp) =>
  (text: string): readonly string[] =>
    [...text.matchAll(begin)].flatMap(([, command = ""]) => neededPathsIn(command));

/** The first word of each command, if it is a path. */
const programs =
  (commands: RegExp) =>
  (text: string): readonly string[] =>
    [...text.matchAll(commands)].flatMap(([, command = ""]) => /^\/[^\s%$]+(?=\s|$)/.exec(command.trim())?.[0] ?? []);

const EVENTS: readonly EventTexts[] = [
  // Shells at a login; ifupdown; udhcpc(8), which runs its script for each lease; RDK's scripts of the boot.
  { places: ["etc/profile", "etc/profile.d"], paths: neededPathsIn },
  {
    places: ["up", "down", "pre-up", "post-up", "pre-down", "post-down"].map((event) => `etc/network/if-${event}.d`),
    paths: neededPathsIn,
  },
  { places: ["etc/udhcpc", "etc/udhcpc.d", "usr/share/udhcpc", "lib/rdk"], paths: neededPathsIn },
  // interfaces(5)
  { places: ["etc/network/interfaces", "etc/network/interfaces.d"], paths: behind(/^[ \t]*(?:pre-|post-)?(?:up|down)[ \t]+(.*)$/gm) },
  // modprobe.d(5)
  {
    places: ["etc/modprobe.d", "usr/lib/modprobe.d", "lib/modprobe.d"],
    name: /\.conf$/,
    paths: behind(/^[ \t]*(?:install|remove)[ \t]+\S+[ \t]+(.*)$/gm),
  },
  // logrotate(8)
  {
    places: ["etc/logrotate.conf", "etc/logrotate.d"],
    paths: behind(/^[ \t]*(?:pre|post|first|last)(?:rotate|action)[ \t]*$([^]*?)^[ \t]*endscript/gm),
  },
  // udev(7)
  {
    places: ["etc/udev/rules.d", "usr/lib/udev/rules.d", "lib/udev/rules.d"],
    name: /\.rules$/,
    paths: programs(/^(?!\s*#).*?\b(?:RUN|PROGRAM|IMPORT\{program\})(?:\{program\})?[ \t]*[+:=]?=[ \t]*"([^"]*)"/gm),
  },
  // inetd.conf(5): the sixth field; BusyBox' docs/mdev.txt: behind @, $ or *; passwd(5): the shell
  { places: ["etc/inetd.conf"], paths: programs(/^(?!#)(?:\S+[ \t]+){5}(\/.*)$/gm) },
  { places: ["etc/mdev.conf"], paths: programs(/^(?!#).*?[ \t][@$*](\/.*)$/gm) },
  { places: ["etc/passwd"], paths: programs(/^(?!#)(?:[^:\n]*:){6}(\/.*)$/gm) },
];

/** All of them that execute something by its path. */
export const eventUses = (host: HostRootfs): readonly EventUse[] => EVENTS.flatMap((texts) => usesOf(host, texts));

const usesOf = (host: HostRootfs, { places, name = /^/, paths }: EventTexts): readonly EventUse[] => {
  const files = new Map<string, HostNode>();
  for (const node of places.flatMap((place) => filesAt(host, place))) {
    const base = baseOf(node.path);
    if (name.test(base) && !files.has(base)) files.set(base, node);
  }
  return [...files.values()].flatMap((node) => {
    const named = node.type === "file" ? paths(readHostText(host, node) ?? "") : [];
    return named.length === 0 ? [] : { file: node.path, paths: [...new Set(named)] };
  });
};

const filesAt = (host: HostRootfs, place: string): readonly HostNode[] => {
  const found = lookup(host, place);
  return found.kind === "found" ? [...subtreeOf(host, found.node.path)].filter(({ type }) => type !== "directory") : [];
};
