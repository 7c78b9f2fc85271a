import { isListed, isUnder, parentOf } from "../rootfs/paths.ts";
import { isDirectory, lookup } from "../rootfs/lookup.ts";
import { subtreeOf } from "../rootfs/subtree.ts";
import { machineDirectories } from "../check/host-needs.ts";
import { scriptLineOf } from "../execution/script-file.ts";
import { readHostText } from "../rootfs/read-file.ts";
import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import type { Host } from "../rootfs/read-host.ts";
import { dataBind } from "./binds.ts";
import { isBusDaemon, isOfBusDaemon } from "./bus-choice.ts";
import type { Device } from "./device.ts";
import type { DraftMount } from "./draft.ts";
import { isOfManyNames } from "./find-program.ts";
import type { Subject } from "./subject.ts";

/** Configuration and data of the program: of its package, by their names (`/etc/lighttpd`, `/usr/share/dbus-1`, `/etc/dnsmasq.conf`), and files of /etc that it names. */
export const ownData = (subject: Subject): readonly DraftMount[] => {
  const { device, paths, packagePlaces, program } = subject;
  const { rootfs } = device.host;
  // One of many names has the paths of all of them.
  const isOne = !isOfManyNames(program);
  const inProgram = paths.filter((path) => TOPS.test(path) && (isOwn(subject, path) || (isOne && isFileOfEtc(rootfs, path))));
  const reasons = new Map([
    ...inProgram.map((path) => [ownTop(subject, path), "a path that the program has in it"] as const),
    ...(isOne ? packagePlaces : []).map((path) => [path, `of its package, ${subject.owner?.name}`] as const),
    ...namedPlaces(device.host, subject.names).map((path) => [path, "named after the program"] as const),
  ]);
  return [...reasons]
    .filter(([path]) => ![...reasons.keys()].some((other) => other !== path && isUnder(path, other)))
    .filter(([path]) => !isOfBusDaemon(path) || isBusDaemon(program.path))
    .flatMap(([path, why]) => ownBind(device, path, why));
};

/** What the words behind the program name: a file, or a directory that is not shared by many. */
export const argumentData = ({ device, words }: Subject): readonly DraftMount[] =>
  words.flatMap((word) => {
    const path = word.includes("/") ? word.slice(word.indexOf("/")).replace(/(?<=.)\/+$/, "") : "";
    return !/^(?:$|.*=|-\w)/.test(word.slice(0, word.indexOf("/"))) ||
      /^\/(?:dev|proc|sys|run|tmp)\//.test(path) ||
      isShared(device.host, path)
      ? []
      : ownBind(device, path, "named by the command");
  });

/** Whether many packages share a directory, so that it is never mounted as a whole. */
export const isShared = ({ rootfs }: Host, path: string): boolean =>
  TOP.test(path) || SHARED_DIRECTORIES.has(path) || machineDirectories(rootfs).includes(path);

/** The root, and what the Filesystem Hierarchy Standard (3.0) has in it. */
const TOP = /^\/?(?:bin|boot|dev|etc|home|lib\w*|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)?$/;

const SHARED_DIRECTORIES: ReadonlySet<string> = new Set(["/usr/lib", "/usr/bin", "/usr/sbin", "/usr/share", "/usr/local", "/usr/libexec"]);

/** What is called so in the directories that packages share: directories, in /etc files as well. */
const namedPlaces = ({ rootfs }: Host, names: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  return ["/etc", "/usr/share", "/usr/lib", "/usr/libexec", ...[...machineDirectories(rootfs)].reverse()].flatMap((directory) => {
    const found = lookup(rootfs, directory);
    // Of a merged /usr the directories in it come first.
    if (found.kind !== "found" || seen.has(found.node.path)) return [];
    seen.add(found.node.path);
    return rootfs.nodes
      .namesIn(found.node.path)
      .filter((inner) => names.some((name) => isCalled(inner, name)))
      .map((inner) => `${directory}/${inner}`)
      .filter((path) => isDirectory(rootfs, path) || isFileOfEtc(rootfs, path));
  });
};

/** The modules of what executes the program, or a script that its configuration has executed: `/usr/lib/python3`, `/usr/lib/x86_64-linux-gnu/perl-base`. */
export const interpreterData = (device: Device, names: readonly string[], script: HostNode): readonly DraftMount[] => {
  const { rootfs } = device.host;
  const places = namedPlaces(device.host, names);
  // What Debian's perl-base has is enough for most scripts, and a hundredth of the rest.
  const base = places.filter((path) => path.endsWith("/perl-base"));
  const modules = base.length === 0 ? [] : perlModules(readHostText(rootfs, script) ?? "");
  const isEnough = base.length > 0 && modules.every((file) => base.some((path) => lookup(rootfs, `${path}/${file}`).kind === "found"));
  return (isEnough ? base : places).flatMap((path) => ownBind(device, path, "modules of the interpreter"));
};

/** Files of the modules that a script of Perl names: perlfunc(1), use and require. */
const perlModules = (text: string): readonly string[] =>
  [...text.matchAll(/^\s*(?:use|require)\s+([A-Z]\w*(?:::\w+)*)/gm)].map(([, name = ""]) => `${name.replaceAll("::", "/")}.pm`);

/** The directory of a script, where its modules may lie beside it. */
export const besideScript = ({ device, program }: Subject): readonly DraftMount[] => {
  const directory = `/${parentOf(program.node.path)}`;
  const isScript = scriptLineOf(device.host.rootfs, program.node) !== undefined;
  return isScript && /^\/(?:opt|srv|usr\/(?:lib|libexec|share))\/./.test(directory) && !isShared(device.host, directory)
    ? ownBind(device, directory, "the directory of the script")
    : [];
};

/** Whether a directory or file on the way is called like the program: `dbus-1` for `dbus`. */
export const isOwn = ({ names }: Subject, path: string): boolean =>
  segmentsOf(path).some((segment) => names.some((name) => isCalled(segment, name)));

const segmentsOf = (path: string): readonly string[] =>
  path
    .replace(TOPS, "")
    .replace(/^\/(?:var\/)?run\//, "")
    .split("/");

/** What many packages share. */
const TOPS = /^\/(?:etc|usr\/share|usr\/libexec|usr\/lib(?:\/[\w-]+-linux-gnu\w*)?)\//;

const isCalled = (segment: string, name: string): boolean =>
  segment === name || (segment.startsWith(name) && /^(?:[-.\d]|rc$)/.test(segment.slice(name.length)));

/** The outermost part of a path that is the program's own. */
const ownTop = ({ names }: Subject, path: string): string => {
  const segments = segmentsOf(path);
  const index = segments.findIndex((segment) => names.some((name) => isCalled(segment, name)));
  const top = TOPS.exec(path)?.[0] ?? "/";
  return index < 0 ? path : `${top}${segments.slice(0, index + 1).join("/")}`;
};

/** A file of /etc, as far as it is no secret, no account file, which the container has its own of, and nothing of the loader or resolver. */
const isFileOfEtc = (rootfs: HostRootfs, path: string): boolean => {
  const found = lookup(rootfs, path);
  return (
    parentOf(path) === "/etc" &&
    !NOT_DATA.test(path) &&
    found.kind === "found" &&
    found.node.type === "file" &&
    (found.node.mode & 0o004) !== 0
  );
};

const NOT_DATA = /^\/etc\/(?:passwd|group|shadow|gshadow|sub[ug]id|sudoers.*|mtab|ld\.so\..*|resolv\.conf|hostname|.*-)$/;

/** What a path of the host is bound as. Only what lies in [EXECUTABLE] may be executed at all. */
export const ownBind = ({ host, config }: Device, path: string, why: string): readonly DraftMount[] => {
  const found = lookup(host.rootfs, path);
  if (found.kind !== "found") return [];
  const { node } = found;
  if (node.type === "file") return [{ ...dataBind("file", { path, why }), isOptional: true }];
  if (node.type !== "directory") return [];
  const hasCode =
    isListed(path, config.executable) &&
    [...subtreeOf(host.rootfs, node.path)].some(
      (each) => each.type === "file" && ((each.mode & 0o111) !== 0 || /\.so(\.|$)/.test(each.path)),
    );
  return [{ ...dataBind("dir", { path, why, hasCode }), isOptional: true }];
};
