import { atFile, atOffset, type Diagnostic, type Span, atSpan } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const ROOTFS_CODES = {
  error: {
    "hard-link-target": "A hard link whose target has not come before it in the tarball.",
    "hard-link-directory": "A hard link to a directory.",
    "entry-below-non-directory": "An entry whose parent is something other than a directory.",
    "too-many-implied-directories": "More directories without an entry than any tarball leaves out.",
    "host-file-too-large": "A host file that is read as text is larger than any real one.",
    "reserved-name": "A name that would be read as a whiteout.",
  },
  warning: {
    "damaged-account-line": "A line of passwd(5) or group(5) that can't be read; it is skipped, as the C library does.",
  },
} as const;

const { error, warning } = findingsOf(ROOTFS_CODES);

export const hardLinkWithoutTarget = (file: string, offset: number, path: string, target: string): Diagnostic =>
  error(
    "hard-link-target",
    atOffset(file, offset),
    `hard link ${path}: nothing named ${target} comes before it`,
    "a hard link needs its target earlier in the same tarball; pack the whole rootfs with one tar run",
  );

export const hardLinkToDirectory = (file: string, offset: number, path: string, target: string): Diagnostic =>
  error("hard-link-directory", atOffset(file, offset), `hard link ${path}: its target ${target} is a directory`);

export const entryBelowOther = (file: string, offset: number, path: string, parent: string, kind: string): Diagnostic =>
  error(
    "entry-below-non-directory",
    atOffset(file, offset),
    `${path} lies below ${parent}, which is a ${kind}`,
    "a rootfs tarball names every file by its real path",
  );

export const tooManyImpliedDirectories = (file: string, offset: number, limit: number): Diagnostic =>
  error("too-many-implied-directories", atOffset(file, offset), `the paths lead through more than ${limit} directories that have no entry`);

export const hostFileTooLarge = (file: string, path: string, size: number, limit: number): Diagnostic =>
  error("host-file-too-large", atFile(file), `/${path} has ${size} bytes; at most ${limit} are read`);

export const reservedName = (file: string, offset: number, path: string): Diagnostic =>
  error("reserved-name", atOffset(file, offset), `${path}: names beginning with .wh. are reserved for whiteouts`);

export const damagedAccountLine = (span: Span, reason: string): Diagnostic =>
  warning("damaged-account-line", atSpan(span), `the line is skipped: ${reason}`);
