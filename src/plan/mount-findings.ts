import type { Diagnostic, Location, Span, Verdict } from "../diagnostics/diagnostic.ts";
import { type Advice, guessValue, withChange, writeValue } from "../diagnostics/fix.ts";
import { meantOne } from "../diagnostics/did-you-mean.ts";
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
    "duplicate-mount": "Two equal mount entries.",
    "relative-ignored": "The option relative, which LXC knows from 3.0 on.",
    "relative-too-early": "A source in the container over which a mount is made only later: its empty mount point is shown.",
  },
  either: {
    "bind-missing": "A bind entry without the option that makes it one, or a file system without its FsType.",
    "missing-source":
      "A mount's source is not in the host rootfs, nor under a [WRITABLE] path; with the option relative, it is not in the container.",
    "duplicate-destination":
      "Two different mount entries on one destination: of MountPoints an error, else the later one hides the earlier.",
  },
} as const;

const { error, warning, either } = findingsOf(MOUNT_CODES);

export const missingSource = (
  severity: Verdict,
  location: Location,
  { source, at, close = [] }: GivenSource,
  resolved: string,
): Diagnostic =>
  either(
    severity,
    "missing-source",
    location,
    `${source} is not in the host rootfs${`/${resolved}` === source ? "" : ` (it leads to ${resolved})`}`,
    ESCAPE.test(source)
      ? writeValue(at, source.replaceAll("\\040", " "), "write a blank as it is: what a mount entry needs to be escaped is escaped for you")
      : (meantOne(close, (to) => guessValue(at, to)) ?? LACKING),
  );

/** A source, where its text stands, and the paths like it that are there. */
interface GivenSource {
  readonly source: string;
  readonly at: Span;
  readonly close?: readonly string[];
}

const ESCAPE = /\\[0-3][0-7]{2}/;

const LACKING = "add it to the host rootfs, add optional to the Options, or pass --missing-sources=warn to leave the entry out";

export const missingInside = (severity: Verdict, location: Location, source: string, help: string): Diagnostic =>
  either(severity, "missing-source", location, `${source} is not in the container, where the option relative has LXC look for it`, help);

export const relativeTooEarly = (location: Location, source: string, later: string, help: string): Diagnostic =>
  warning(
    "relative-too-early",
    location,
    `${source} is only an empty mount point when it is bound: its mount is made later, by ${later}`,
    help,
  );

export const relativeIgnored = (location: Location, source: string, dialect: string): Diagnostic =>
  warning(
    "relative-ignored",
    location,
    `LXC ${dialect} knows no option relative: it takes ${source} from the host`,
    "leave out relative, or pass --lxc 3.0 or later if the device has it",
  );

export const symlinkLoop = (location: Location, path: string, at: string): Diagnostic =>
  error("symlink-loop", location, `${path} can't be resolved: too many symlinks at ${at}`, "correct the symlinks in the host rootfs");

export const sourceType = (
  location: Location,
  type: string,
  source: string,
  found: string,
  help: Advice | string = useType(location, found === "directory" ? "dir" : "file"),
): Diagnostic => error("source-type", location, `type="${type}", but ${source} is a ${kindOf(found)}`, help);

/** The same of what is mounted, which may be a device. */
export const mountedType = (location: Location, type: string, source: string, found: string): Diagnostic =>
  sourceType(location, type, source, found, DEVICES[found]?.(location));

const DEVICES: Readonly<Partial<Record<string, (location: Location) => Advice | string>>> = {
  block: () => 'to mount the file system that is on it, name its FsType and leave out bind; for the device itself, use type="dev"',
  character: (location) => useType(location, "dev"),
};

const useType = (location: Location, type: "dir" | "file" | "dev"): Advice =>
  withChange(location, `use type="${type}"`, (at) => ({ kind: "attribute", at, name: "type", to: type }));

export const commentSource = (location: Location, { source, at }: GivenSource, instead: string): Diagnostic =>
  error(
    "comment-source",
    location,
    `${source} begins with #: LXC takes the entry for a comment and mounts nothing`,
    writeValue(at, instead, `write ${instead}`),
  );

export const bindMissing = (severity: Verdict, location: Location, source: string, outcome: string, help: Advice): Diagnostic =>
  either(severity, "bind-missing", location, `${source} is mounted without the option bind, and without an FsType: ${outcome}`, help);

export const relativeSource = (location: Location, { source, at }: GivenSource): Diagnostic =>
  error(
    "relative-source",
    location,
    `${source} is not an absolute path: ${effectOf(source)}`,
    writeValue(at, `/${source}`, `write /${source}`),
  );

/** src/lxc/utils.c, safe_mount and open_without_symlink; seen on LXC 5.0.2. */
const effectOf = (source: string): string =>
  source.includes("/") ? "LXC will not start the container" : "LXC 5 binds the whole root of the host instead";

export const boundName = (location: Location, source: string, fsType: string): Diagnostic =>
  error(
    "relative-source",
    location,
    `${source} is bound, and no absolute path: ${effectOf(source)}`,
    fsType === "none" ? `write <FsType>${source}</FsType>, and leave out bind` : "leave out bind",
  );

export const fileSystemOnFile = (location: Location, fsType: string): Diagnostic =>
  error(
    "source-type",
    location,
    `type="file", but a file system (${fsType}) is mounted on a directory: LXC will not start the container`,
    useType(location, "dir"),
  );

export const slashAfterFile = (location: Location, destination: string, at: Span): Diagnostic =>
  error(
    "slash-after-file",
    location,
    `a file can't be mounted on ${destination}: what ends in a slash is a directory`,
    writeValue(at, destination.replace(/\/+$/, ""), "remove the slash"),
  );

export const duplicateMount = (location: Location, destination: string, first: Cause): Diagnostic =>
  warning(
    "duplicate-mount",
    location,
    `${destination} is mounted the same way by ${because(first)}: written once`,
    "remove one of the two",
  );

export const duplicateDestination = (severity: Verdict, location: Location, destination: string, first: Cause): Diagnostic =>
  either(
    severity,
    "duplicate-destination",
    location,
    `${destination} is mounted differently by ${because(first)}`,
    "remove one of the two, or let tags choose",
  );
