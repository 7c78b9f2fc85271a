import { isListed, isUnder, parentOf } from "../rootfs/paths.ts";
import { lookup } from "../rootfs/lookup.ts";
import { subtreeOf } from "../rootfs/subtree.ts";
import { machineDirectories } from "../check/host-needs.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { dataBind } from "./binds.ts";
import type { Device } from "./device.ts";
import type { DraftMount } from "./draft.ts";
import type { Subject } from "./subject.ts";

/** Configuration and data that are the program's by their names: `/etc/lighttpd`, `/usr/share/dbus-1`, `/etc/dnsmasq.conf`; and files of /etc that it names. */
export const ownData = (subject: Subject): readonly DraftMount[] => {
  const { device, paths } = subject;
  const { rootfs } = device.host;
  const named = namedPlaces(subject).filter((path) => lookup(rootfs, path).kind === "found");
  const inProgram = paths.filter((path) => isOwn(subject, path) || isFileOfEtc(rootfs, path));
  const all = [...new Set([...named, ...inProgram.map((path) => ownTop(subject, path))])];
  return all
    .filter((path) => !all.some((other) => other !== path && isUnder(path, other)))
    .flatMap((path) => ownBind(device, path, named.includes(path) ? "named after the program" : "a path that the program has in it"));
};

/** What the words behind the program name: a file, or a directory that is not shared by many. */
export const argumentData = ({ device, words }: Subject): readonly DraftMount[] =>
  words.flatMap((word) => {
    const path = word.includes("/") ? word.slice(word.indexOf("/")).replace(/(?<=.)\/+$/, "") : "";
    return path.split("/").length < 3 ||
      !/^(?:$|.*=|-\w)/.test(word.slice(0, word.indexOf("/"))) ||
      /^\/(?:dev|proc|sys|run|tmp)\//.test(path) ||
      SHARED_DIRECTORIES.has(path)
      ? []
      : ownBind(device, path, "named by the command");
  });

/** Never mounted as a whole. */
export const SHARED_DIRECTORIES: ReadonlySet<string> = new Set([
  "/usr/lib",
  "/usr/bin",
  "/usr/sbin",
  "/usr/share",
  "/usr/local",
  "/usr/libexec",
]);

const namedPlaces = ({ device, names }: Subject): readonly string[] => {
  const directories = ["/etc", "/usr/share", "/usr/lib", "/usr/libexec", ...machineDirectories(device.host.rootfs)];
  return names.flatMap((name) => [
    ...directories.map((directory) => `${directory}/${name}`),
    ...FORMS.map((form) => `/etc/${name}${form}`),
  ]);
};

const FORMS = [".conf", ".cfg", ".ini", ".rc", "rc"];

/** Whether a directory or file on the way is called like the program: `dbus-1` for `dbus`. */
const isOwn = ({ names }: Subject, path: string): boolean =>
  segmentsOf(path).some((segment) => names.some((name) => isCalled(segment, name)));

const segmentsOf = (path: string): readonly string[] => path.replace(TOPS, "").split("/");

/** What many packages share. */
const TOPS = /^\/(?:etc|usr\/share|usr\/libexec|usr\/lib(?:\/[\w-]+-linux-gnu\w*)?)\//;

const isCalled = (segment: string, name: string): boolean =>
  segment === name || (segment.startsWith(name) && /^[-.\d]/.test(segment.slice(name.length)));

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

const NOT_DATA = /^\/etc\/(?:passwd|group|shadow|gshadow|sub[ug]id|sudoers|mtab|ld\.so\..*|resolv\.conf|hostname|.*-)$/;

/** What a path of the host is bound as. Only what lies in [EXECUTABLE] may be executed at all. */
const ownBind = ({ host, config }: Device, path: string, why: string): readonly DraftMount[] => {
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
