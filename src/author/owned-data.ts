import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { Host } from "../rootfs/read-host.ts";
import type { HostPackage } from "../rootfs/packages.ts";
import { subtreeOf } from "../rootfs/subtree.ts";
import { isShared } from "./package-data.ts";
import { isUnder, parentOf } from "../rootfs/paths.ts";

/** The package of each file, by the file's real path. */
export type PackageOwners = ReadonlyMap<string, HostPackage>;

/** The files of a package, absolute. */
export const filesOf = (owners: PackageOwners, owner: HostPackage): readonly string[] =>
  [...owners].flatMap(([path, each]) => (each === owner ? [`/${path}`] : []));

/** Configuration and data of a package: files of its list, or directories that hold nothing of another package; absolute. What others read, and what the host's own services do with it, is none. */
export const ownedPlaces = (host: Host, owners: PackageOwners, owner: HostPackage): readonly string[] => {
  const files = filesOf(owners, owner).filter((path) => PLACES.test(path) && !OTHERS.test(path));
  const places = new Set<string>();
  for (const file of files) if (![...places].some((place) => isUnder(file, place))) places.add(outermost(host, owners, owner, file));
  return [...places];
};

/** The outermost directory above a file in which all is the package's own, or nobody's; the file itself where there is none. */
const outermost = (host: Host, owners: PackageOwners, owner: HostPackage, file: string): string => {
  let place = file;
  for (
    let directory = parentOf(file);
    PLACES.test(directory) && !isShared(host, directory) && isOwn(host.rootfs, owners, owner, directory);
    directory = parentOf(directory)
  )
    place = directory;
  return place;
};

const isOwn = (rootfs: HostRootfs, owners: PackageOwners, owner: HostPackage, directory: string): boolean =>
  [...subtreeOf(rootfs, directory.slice(1))].every(({ path }) => (owners.get(path) ?? owner) === owner);

/** Below directories of configuration and data. */
const PLACES = /^\/(?:etc|usr\/share|usr\/libexec|usr\/lib(?:\/[\w-]+-linux-\w+)?|srv)\/./;

/** What the host's own services read, documents, and what programs are built with. */
const OTHERS = new RegExp(
  [
    "^/etc/(?:alternatives|apm|apparmor\\.d|apport|bash_completion\\.d|cron[^/]*|default|dhcp|init|init\\.d|insserv[^/]*|kernel|ld\\.so\\.conf\\.d|logcheck",
    "|logrotate\\.d|modprobe\\.d|modules-load\\.d|network|NetworkManager|polkit-1|ppp|profile\\.d|rc.\\.d|resolvconf|runit|rsyslog\\.d|security|skel|sudoers\\.d",
    "|sv|sysctl\\.d|systemd|tmpfiles\\.d|udev|ufw|update-motd\\.d|X11|xdg)/",
    "|^/usr/share/(?:applications|apport|bash-completion|bug|dbus-1|doc|doc-base|fish|icons|info|lintian|locale|man|menu|metainfo|nano|pixmaps|pkgconfig",
    "|polkit-1|runit|upstart|zsh)/",
    "|^/usr/lib/(?:[\\w-]+-linux-\\w+/)?(?:[^/]+\\.(?:so[.\\d]*|a|la|o)$|cmake/|girepository-1\\.0/|modprobe\\.d/|modules|NetworkManager/|pkgconfig/|sysctl\\.d/|systemd/",
    "|sysusers\\.d/|tmpfiles\\.d/|udev/|gconv/)",
  ].join(""),
);
