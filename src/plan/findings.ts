import { closest } from "../diagnostics/closest.ts";
import { diagnostic, error, warning, type Diagnostic, type Place, type Severity, type Span } from "../diagnostics/diagnostic.ts";

/** What brought something about: in words, and where it is asked for. */
interface Cause {
  readonly reason: string;
  readonly span: Span | undefined;
}

const because = ({ reason, span }: Cause): string =>
  span === undefined ? reason : `${reason} at ${span.file}:${span.line}:${span.column}`;

/** A host path that a container needs where it is. */
interface Use {
  readonly path: string;
  readonly container: string;
  readonly why: Cause;
}

/** The types of nodes in words. */
const kindOf = (type: string): string => (type === "character" || type === "block" ? `${type} device` : type);

const listed = (names: readonly string[]): string => names.join(", ");

/** The host rootfs already has the directory of this container. */
export const containerExists = (place: Place, container: string, rootfs: string): Diagnostic =>
  error("container-exists", place, `${rootfs} already has container/${container}`, "build from a host rootfs without containers");

/** `container` in the host rootfs is a symlink or a file. */
export const containerNotDirectory = (place: Place, type: string, target: string): Diagnostic =>
  error(
    "container-not-directory",
    place,
    `container in the host rootfs is a ${kindOf(type)}${target === "" ? "" : ` to ${target}`}, not a directory`,
  );

/** A user name that the host's passwd does not have. */
export const unknownUser = (place: Place, name: string, users: readonly { readonly name: string }[]): Diagnostic =>
  error("unknown-user", place, `user ${name} is not in the host's /etc/passwd`, accountHelp(name, users));

/** A group name that the host's group file does not have. */
export const unknownGroup = (place: Place, name: string, groups: readonly { readonly name: string }[]): Diagnostic =>
  error("unknown-group", place, `group ${name} is not in the host's /etc/group`, accountHelp(name, groups));

const accountHelp = (name: string, accounts: readonly { readonly name: string }[]): string => {
  const names = accounts.map((account) => account.name);
  const similar = closest(name, names);
  if (similar.length > 0) return `did you mean ${similar.join(" or ")}?`;
  return names.length === 0 ? "it has none" : `it has ${listed(names)}`;
};

/** Something is to be made where something else stands already. */
export const placeTaken = (place: Place, path: string, type: string, there: Cause | undefined): Diagnostic =>
  error("place-taken", place, `${path} in the container is already a ${type}${there === undefined ? "" : ` (${because(there)})`}`);

/** A place in the container lies deeper than any real one; said once an element. */
export const placeTooDeep = (place: Place, limit: number): Diagnostic =>
  error("place-too-deep", place, `this leads to paths of more than ${limit} segments in the container`);

/** A path of the overlay that no Linux file system can hold; the first of an element is named. */
export const pathTooLong = (place: Place, path: string): Diagnostic =>
  error("path-too-long", place, `/${path.slice(0, 80)}… has more than 4095 bytes, or more than 255 in one segment`);

/** A mount's source is not in the host rootfs, nor under a [WRITABLE] path. */
export const missingSource = (severity: Severity, place: Place, source: string, resolved: string): Diagnostic =>
  diagnostic(
    severity,
    "missing-source",
    place,
    `${source} is not in the host rootfs${`/${resolved}` === source ? "" : ` (it leads to ${resolved})`}`,
    "add it to the host rootfs, add optional to the Options, or pass --missing-sources=warn to leave the entry out",
  );

/** Following a path's symlinks never ends. */
export const symlinkLoop = (place: Place, path: string, at: string): Diagnostic =>
  error("symlink-loop", place, `${path} can't be resolved in the host rootfs: too many symlinks at ${at}`);

/** type="dir" for a file, or the reverse. */
export const sourceType = (place: Place, type: string, source: string, found: string): Diagnostic =>
  error(
    "source-type",
    place,
    `type="${type}", but ${source} is a ${kindOf(found)} in the host rootfs`,
    `use type="${found === "directory" ? "dir" : "file"}"`,
  );

/** A bind entry without the option that makes it one. */
export const bindMissing = (place: Place, source: string): Diagnostic =>
  warning(
    "bind-missing",
    place,
    `${source} is mounted without the option bind: LXC will not start the container`,
    "add bind to the Options",
  );

/** The source of a bind does not begin at the root. */
export const relativeSource = (place: Place, source: string): Diagnostic =>
  error("relative-source", place, `${source} is not an absolute path: LXC will not start the container`, `write /${source}`);

/** A file is to be mounted on what can only be a directory. */
export const slashAfterFile = (place: Place, destination: string): Diagnostic =>
  error("slash-after-file", place, `a file can't be mounted on ${destination}: what ends in a slash is a directory`, "remove the slash");

/** Two equal mount entries. */
export const duplicateMount = (place: Place, destination: string, first: Cause): Diagnostic =>
  warning("duplicate-mount", place, `${destination} is mounted the same way by ${because(first)}: written once`);

/** Two different mount entries on one destination: of MountPoints an error, else the later one hides the earlier. */
export const duplicateDestination = (severity: Severity, place: Place, destination: string, first: Cause): Diagnostic =>
  diagnostic(severity, "duplicate-destination", place, `${destination} is mounted differently by ${because(first)}`);

/** A mount hides what an earlier entry made, or what is in the container before all mounts. */
export const nestedMount = (place: Place, destination: string, hidden: string, by: Cause, canSwap: boolean): Diagnostic =>
  error(
    "nested-mount",
    place,
    `nested mount: ${destination} hides ${hidden} (${because(by)})`,
    canSwap ? "put the outer mount first" : "mount what is needed of it entry by entry, or elsewhere: in no order both can be seen",
  );

/** Something below dev/ of a container that gets a fresh /dev. */
export const hiddenByDev = (place: Place, hidden: string): Diagnostic =>
  warning("hidden-by-dev", place, `LXC mounts a fresh /dev over ${hidden}`, "use a Destination outside dev/, or set AutoDev to 0");

/** A mount point in another mount that is a symlink there, or lies behind one. */
export const mountPointSymlink = (severity: Severity, place: Place, { destination, link, target, outer, help }: LinkedPoint): Diagnostic =>
  diagnostic(
    severity,
    "mount-point-symlink",
    place,
    `LXC will not start with a mount on ${destination}: ${link} is a symlink to ${target} in the mount of ${because(outer)}`,
    help,
  );

/** A mount point and the symlink in its path. */
interface LinkedPoint {
  readonly destination: string;
  readonly link: string;
  readonly target: string;
  readonly outer: Cause;
  readonly help: string;
}

/** A mount inside another one, which has no such place. */
export const mountPointMissing = (place: Place, destination: string, outer: Cause | undefined, mayCreate: boolean): Diagnostic =>
  warning(
    "mount-point-missing",
    place,
    `${destination} lies inside ${outer === undefined ? "a fresh /dev" : `the mount of ${because(outer)}`}, which has no such place`,
    mayCreate
      ? 'add create=file or create=dir to the Options (for devices: type="dev")'
      : "LXC can't make it there, for it is read-only: add it to the host rootfs, or use a Destination that exists or lies outside",
  );

/** A LibsRoBindMounts or LibsHardlinks entry that no library matches. */
export const missingLibraryEntry = (
  severity: Severity,
  place: Place,
  entry: string,
  directories: readonly string[],
  close: readonly string[],
): Diagnostic =>
  diagnostic(
    severity,
    "missing-library-entry",
    place,
    `no library ${entry} in ${listed(directories)} of the host rootfs`,
    close.length === 0 ? "name its directory with LibsScanDir" : `did you mean ${listed(close)}?`,
  );

/** A library's symlink leads nowhere. */
export const danglingLibrary = (severity: Severity, place: Place, path: string, target: string): Diagnostic =>
  diagnostic(severity, "dangling-library", place, `${path} leads to /${target}, which is not in the host rootfs`);

/** A root process could write to the host's library through the link. */
export const hardlinkWritableByRoot = (severity: Severity, place: Place, container: string): Diagnostic =>
  diagnostic(
    severity,
    "hardlink-writable-by-root",
    place,
    `${container} has processes of root, which can write to the host's libraries through LibsHardlinks`,
    "use LibsRoBindMounts, or build with -s and a UserName",
  );

/** MoveContent names something that the host rootfs lacks. */
export const missingMoveSource = (place: Place, source: string): Diagnostic =>
  error("missing-move-source", place, `${source} is not in the host rootfs`);

/** A moved directory's last name stands twice. */
export const moveDoublesName = (place: Place, destination: string, name: string): Diagnostic =>
  warning(
    "move-doubles-name",
    place,
    `the directory goes into its Destination: is ${destination}/${name} meant?`,
    `name the directory above ${name} as Destination`,
  );

/** Something that is neither a file, a directory nor a symlink is to be moved, or the root. */
export const movedType = (place: Place, path: string, type: string): Diagnostic =>
  error("moved-type", place, `${path} is a ${kindOf(type)} and can't be moved`);

/** setuid or setgid of a moved file or directory is dropped. */
export const setidDropped = (place: Place, path: string, type: string): Diagnostic =>
  warning(
    "setid-dropped",
    place,
    `/${path} changes its owner: its setuid and setgid bits are dropped`,
    type === "file" ? "give it capabilities with caps=…" : undefined,
  );

/** What is moved away is moved or used by another entry. */
export const movedInUse = (place: Place, path: string, use: Use): Diagnostic =>
  error("moved-in-use", place, `/${path} can't be moved away: ${use.container} uses /${use.path} (${because(use.why)})`);

/** File capabilities are asked for on something that is no file of the host rootfs. */
export const capsWithoutFile = (place: Place, path: string, type: string | undefined): Diagnostic =>
  error(
    "caps-without-file",
    place,
    `${path} can't get capabilities: it is ${type === undefined ? "not" : `a ${kindOf(type)}, not a file,`} in the host rootfs`,
  );

/** A mounted host file gets capabilities for everyone. */
export const capsOnHostFile = (place: Place, path: string): Diagnostic =>
  warning(
    "caps-on-host-file",
    place,
    `every user of the host who may execute /${path} gets these capabilities`,
    "move the file into the container with MoveContent",
  );

/** A moved symlink gets capabilities, which only a file can have. */
export const capsOnLink = (place: Place, path: string, target: string): Diagnostic =>
  error("caps-on-link", place, `/${path} is a symlink to ${target}: it can't have capabilities`, "move the file itself");

/** Two entries give one host file different capabilities. */
export const capsConflict = (place: Place, path: string, container: string, first: Cause): Diagnostic =>
  error("caps-conflict", place, `/${path} gets other capabilities from ${container} (${because(first)})`);

/** A file's capabilities belong to a user namespace. */
export const namespacedCapability = (place: Place, path: string, rootId: number): Diagnostic =>
  error(
    "namespaced-capability",
    place,
    `the capabilities of /${path} belong to the user namespace of root id ${rootId}`,
    "set them outside a user namespace",
  );

/** In secure mode the main process has no user. */
export const startAsRoot = (place: Place, container: string): Diagnostic =>
  warning("start-as-root", place, `${container} runs as root although the container is secure`, "give LxcConfig a UserName");

/** In secure mode an attached process has no user. */
export const attachAsRoot = (severity: Severity, place: Place, param: string): Diagnostic =>
  diagnostic(
    severity,
    "attach-as-root",
    place,
    `the attached process ${param} runs as root although the container is secure`,
    "give the Attach a UserName",
  );

/** lxc-attach of this dialect can't change the user. */
export const attachIdentityUnsupported = (place: Place, param: string): Diagnostic =>
  error("attach-identity-unsupported", place, `lxc-attach of LXC 3.0 has no -u and -g: ${param} would run as root`);

/** A program that the launcher calls is not on the host. */
export const missingHostTool = (place: Place, tool: string, help?: string): Diagnostic =>
  warning("missing-host-tool", place, `the launcher calls ${tool}, which is not in the host rootfs`, help);

/** A mounted host file gets capabilities, and Logging writes it anew. */
export const capsOnLogFile = (place: Place, path: string, log: { readonly name: string; readonly why: Cause }): Diagnostic =>
  error("caps-on-log-file", place, `/${path} can't get capabilities: ${log.name} writes it anew (${because(log.why)})`, "remove caps");

/** Two containers would set the same variable in containerLog.properties. */
export const logVariableTaken = (place: Place, variable: string, container: string, first: Cause): Diagnostic =>
  error(
    "log-variable-taken",
    place,
    `${variable}_logs in /etc/containerLog.properties is set for ${container} already (${because(first)})`,
    "name one of the containers otherwise: - and . become _ there",
  );

/** Logging has no LogPath. */
export const loggingWithoutPath = (place: Place): Diagnostic =>
  warning("logging-without-path", place, "Logging has no LogPath: its logs are not on the host", "name their directory with LogPath");

/** --split with Logging: every overlay would carry its own containerLog.properties. */
export const loggingWithSplit = (place: Place): Diagnostic =>
  error(
    "logging-with-split",
    place,
    "Logging changes /etc/containerLog.properties, which several overlays of --split would overwrite",
    "build without --split",
  );

/** --with-lxccpid, but the host has one. */
export const lxccpidPresent = (place: Place, path: string): Diagnostic =>
  warning("lxccpid-present", place, `the host rootfs has ${path}: it is left as it is`);
