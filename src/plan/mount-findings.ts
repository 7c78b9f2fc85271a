import { diagnostic, error, warning, type Diagnostic, type Place, type Severity } from "../diagnostics/diagnostic.ts";
import { because, kindOf, type Cause } from "./finding-words.ts";

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
