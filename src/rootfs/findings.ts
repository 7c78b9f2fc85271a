import { atFile, atOffset, type Diagnostic, type Span, atSpan } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const ROOTFS_CODES = {
  error: {
    "hard-link-target": "A hard link whose target has not come before it in the tarball.",
    "hard-link-directory": "A hard link to a directory.",
    "entry-below-non-directory": "An entry whose parent is something other than a directory.",
    "too-many-implied-directories": "More directories without an entry than any tarball leaves out.",
    "host-file-too-large": "A host file that is read as text is larger than any real one.",
    "empty-archive": "An archive without entries is no rootfs and no overlay.",
    "image-archive": "An archive that holds a container image (docker save, an OCI image layout), not a file system.",
    "nested-rootfs": "A rootfs that lies below the one directory of its tarball.",
    "reserved-name": "A name that would be read as a whiteout.",
  },
  warning: {
    "damaged-account-line": "A line of passwd(5) or group(5) that can't be read; it is skipped, as the C library does.",
    "odd-account-line": "A line of passwd(5) or group(5) with too few or too many fields, which is taken as glibc takes it.",
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

/** `what` is all that it has. */
export const emptyArchive = (file: string, what: string): Diagnostic =>
  error("empty-archive", atFile(file), `the archive has ${what}`, "was the tar run that made it told what to pack?");

/** `what` is the archive: "what docker save writes". */
export const imageArchive = (file: string, what: string): Diagnostic =>
  error(
    "image-archive",
    atFile(file),
    `this is ${what}: it holds the layers of an image, not a file system`,
    "an image is taken as a host rootfs (-r, the first operand of apply), not as an overlay",
  );

export const nestedRootfs = (file: string, directory: string, below: readonly string[]): Diagnostic =>
  error(
    "nested-rootfs",
    atFile(file),
    `everything lies below ${directory}/, which holds ${below.join(", ")}: the device would have its rootfs there`,
    `pack the rootfs from within: tar -C ${directory} --xattrs --xattrs-include='*' -cf rootfs.tar .`,
  );

export const reservedName = (file: string, offset: number, path: string): Diagnostic =>
  error("reserved-name", atOffset(file, offset), `${path}: names beginning with .wh. are reserved for whiteouts`, "rename the file");

export const damagedAccountLine = (span: Span, reason: string): Diagnostic =>
  warning("damaged-account-line", atSpan(span), `the line is skipped: ${reason}`, "correct the line in the host rootfs");

export const oddAccountLine = (span: Span, count: string, isShort: boolean): Diagnostic =>
  warning(
    "odd-account-line",
    atSpan(span),
    isShort ? `${count}: glibc takes the line, musl passes over it` : `${count}: what follows belongs to the last one`,
    "give the line all its fields; they may be empty",
  );
