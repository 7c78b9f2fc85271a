import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";
import type { ForeignFormat } from "./foreign-format.ts";

export const TAR_CODES = {
  error: {
    "not-a-tar": "What is read begins with no tar header; other archives and images of file systems are named for what they are.",
    "tar-truncated": "The archive ends before what its headers promise, or without the zero block that ends every archive.",
    "tar-checksum": "A header whose bytes do not sum up to its checksum.",
    "tar-lone-zero-block": "A single zero block amid the archive: some readers end there, others go on.",
    "tar-number": "A numeric field or record that is no number, or outside its range.",
    "tar-name": "A name or link target that no rootfs has use for.",
    "tar-unsupported": "An entry of a type that this tool does not read: sparse, multi-volume, vendor types.",
    "tar-unexpected-content": "Content after the header of something that is not a file.",
    "tar-too-many-entries": "More entries than any rootfs has.",
    "tar-too-many-records": "Extension headers before one entry that are larger than other readers accept.",
    "tar-too-many-xattrs": "More extended attributes of one entry than any file system holds.",
    "tar-too-much-text": "Names and extended attributes that would fill the memory.",
    "tar-pax-record": "A pax record that is not <length> <key>=<value>\\n, or whose value is not of the key's form.",
    "tar-xattr-name": "An extended attribute whose name pax records can't carry, or carry differently from one reader to the next.",
    "tar-ambiguous-extension": "Extension headers of which different readers take different ones, or none.",
  },
  warning: {
    "tar-unread-attribute":
      "An ACL or SELinux label in a record of its own form, which is not read; reported once an archive, at its first such entry.",
  },
} as const;

const { error, warning } = findingsOf(TAR_CODES);

export const notATar = (location: Location, format: ForeignFormat | undefined): Diagnostic =>
  format === undefined
    ? error("not-a-tar", location, "this is not a tar archive", "allowed are ustar, pax and GNU tar archives, plain or compressed")
    : error("not-a-tar", location, `this is ${format.name}, not a tar archive`, format.help);

export const truncatedTar = (location: Location, missing: string): Diagnostic =>
  error("tar-truncated", location, `the archive is cut off: ${missing}`, "the file was not copied or downloaded completely");

export const badTarChecksum = (location: Location): Diagnostic =>
  error(
    "tar-checksum",
    location,
    "the checksum of this header is wrong: the archive is damaged, or an entry before it is not as long as it says",
  );

export const loneZeroBlock = (location: Location): Diagnostic =>
  error("tar-lone-zero-block", location, "one zero block is followed by data: two zero blocks end an archive");

export const badTarNumber = (location: Location, field: string, range: string): Diagnostic =>
  error("tar-number", location, `the ${field} of this entry is not ${range}`);

export const badTarName = (location: Location, what: string, text: string, reason: string): Diagnostic =>
  error("tar-name", location, `${what} ${JSON.stringify(text)} ${reason}`);

export const unsupportedTarEntry = (location: Location, what: string): Diagnostic =>
  error(
    "tar-unsupported",
    location,
    `${what}: only files, links, directories, devices and fifos are read`,
    "pack the rootfs with plain `tar --xattrs -c`",
  );

export const unexpectedTarContent = (location: Location, type: string, path: string): Diagnostic =>
  error("tar-unexpected-content", location, `${type} ${path} has a size other than 0: readers disagree about where the next entry begins`);

export const tooManyTarEntries = (location: Location, limit: number): Diagnostic =>
  error("tar-too-many-entries", location, `the archive has more than ${limit} entries`);

export const tooManyTarRecords = (location: Location, limit: number): Diagnostic =>
  error("tar-too-many-records", location, `the extension records of one entry take more than ${limit} bytes`);

export const tooManyTarXattrs = (location: Location, limit: number): Diagnostic =>
  error("tar-too-many-xattrs", location, `one entry has more than ${limit} extended attributes`);

export const tooMuchTarText = (location: Location, limit: number): Diagnostic =>
  error("tar-too-much-text", location, `the names, link targets and extended attributes of the archive take more than ${limit} bytes`);

export const badPaxRecord = (location: Location, reason: string): Diagnostic =>
  error("tar-pax-record", location, `damaged pax record: ${reason}`);

export const badXattrName = (location: Location, name: string): Diagnostic =>
  error(
    "tar-xattr-name",
    location,
    `extended attribute ${JSON.stringify(name)}: its name is empty, not printable UTF-8, or has a = or an escaped % or =`,
  );

export const unreadTarAttribute = (location: Location, path: string, attribute: string, others: number): Diagnostic =>
  warning(
    "tar-unread-attribute",
    location,
    `the ${attribute} of ${path} is in a form that is not read${others === 0 ? "" : `; so it is with ${others} more ${others === 1 ? "entry" : "entries"}`}`,
    "make the tarball with `tar --xattrs --xattrs-include='*'`, without --acls and --selinux: then it is an attribute like others",
  );

export const ambiguousTarExtension = (location: Location, reason: string): Diagnostic =>
  error("tar-ambiguous-extension", location, `${reason}: readers disagree about what that means`);
