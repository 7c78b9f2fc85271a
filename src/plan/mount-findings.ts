import type { Diagnostic, Location, Verdict } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import { because, kindOf, type Cause } from "./finding-words.ts";

export const MOUNT_CODES = {
  error: {
    "symlink-loop": "Following a path's symlinks never ends.",
    "source-type": 'type="dir" for a file, or the reverse.',
    "relative-source": "The source of a bind does not begin at the root.",
    "comment-source": "A Source begins with #: LXC reads a mount entry as fstab(5) does, so that its line would be a comment.",
    "slash-after-file": "A file is to be mounted on what can only be a directory.",
  },
  warning: {
    "bind-missing": "A bind entry without the option that makes it one.",
    "duplicate-mount": "Two equal mount entries.",
  },
  either: {
    "missing-source": "A mount's source is not in the host rootfs, nor under a [WRITABLE] path.",
    "duplicate-destination":
      "Two different mount entries on one destination: of MountPoints an error, else the later one hides the earlier.",
  },
} as const;

const { error, warning, either } = findingsOf(MOUNT_CODES);

export const missingSource = (severity: Verdict, location: Location, source: string, resolved: string): Diagnostic =>
  either(
    severity,
    "missing-source",
    location,
    `${source} is not in the host rootfs${`/${resolved}` === source ? "" : ` (it leads to ${resolved})`}`,
    "add it to the host rootfs, add optional to the Options, or pass --missing-sources=warn to leave the entry out",
  );

export const symlinkLoop = (location: Location, path: string, at: string): Diagnostic =>
  error("symlink-loop", location, `${path} can't be resolved in the host rootfs: too many symlinks at ${at}`);

export const sourceType = (location: Location, type: string, source: string, found: string): Diagnostic =>
  error(
    "source-type",
    location,
    `type="${type}", but ${source} is a ${kindOf(found)} in the host rootfs`,
    `use type="${found === "directory" ? "dir" : "file"}"`,
  );

export const commentSource = (location: Location, source: string, instead: string): Diagnostic =>
  error("comment-source", location, `${source} begins with #: LXC takes the entry for a comment and mounts nothing`, `write ${instead}`);

export const bindMissing = (location: Location, source: string): Diagnostic =>
  warning(
    "bind-missing",
    location,
    `${source} is mounted without the option bind: LXC will not start the container`,
    "add bind to the Options",
  );

export const relativeSource = (location: Location, source: string): Diagnostic =>
  error("relative-source", location, `${source} is not an absolute path: LXC will not start the container`, `write /${source}`);

export const slashAfterFile = (location: Location, destination: string): Diagnostic =>
  error("slash-after-file", location, `a file can't be mounted on ${destination}: what ends in a slash is a directory`, "remove the slash");

export const duplicateMount = (location: Location, destination: string, first: Cause): Diagnostic =>
  warning("duplicate-mount", location, `${destination} is mounted the same way by ${because(first)}: written once`);

export const duplicateDestination = (severity: Verdict, location: Location, destination: string, first: Cause): Diagnostic =>
  either(severity, "duplicate-destination", location, `${destination} is mounted differently by ${because(first)}`);
