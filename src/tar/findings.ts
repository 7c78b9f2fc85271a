import { type Diagnostic, error, type Place, warning } from "../diagnostics/diagnostic.ts";

/** The first block is no tar header. */
export const notATar = (place: Place): Diagnostic =>
  error("not-a-tar", place, "this is not a tar archive", "allowed are ustar, pax and GNU tar archives, plain or compressed");

/** The archive ends before what its headers promise, or without the zero block that ends every archive. */
export const truncatedTar = (place: Place, missing: string): Diagnostic =>
  error("tar-truncated", place, `the archive is cut off: ${missing}`, "the file was not copied or downloaded completely");

/** A header whose bytes do not sum up to its checksum. */
export const badTarChecksum = (place: Place): Diagnostic =>
  error(
    "tar-checksum",
    place,
    "the checksum of this header is wrong: the archive is damaged, or an entry before it is not as long as it says",
  );

/** A single zero block amid the archive: some readers end there, others go on. */
export const loneZeroBlock = (place: Place): Diagnostic =>
  error("tar-lone-zero-block", place, "one zero block is followed by data: two zero blocks end an archive");

/** A numeric field or record that is no number, or outside its range. */
export const badTarNumber = (place: Place, field: string, range: string): Diagnostic =>
  error("tar-number", place, `the ${field} of this entry is not ${range}`);

/** A name or link target that no rootfs has use for; `what` is "name" or "link target". */
export const badTarName = (place: Place, what: string, text: string, reason: string): Diagnostic =>
  error("tar-name", place, `${what} ${JSON.stringify(text)} ${reason}`);

/** An entry of a type that this tool does not read: sparse, multi-volume, vendor types. */
export const unsupportedTarEntry = (place: Place, what: string): Diagnostic =>
  error(
    "tar-unsupported",
    place,
    `${what}: only files, links, directories, devices and fifos are read`,
    "pack the rootfs with plain `tar --xattrs -c`",
  );

/** Content after the header of something that is not a file. */
export const unexpectedTarContent = (place: Place, type: string, path: string): Diagnostic =>
  error("tar-unexpected-content", place, `${type} ${path} has a size other than 0: readers disagree about where the next entry begins`);

/** More entries than any rootfs has. */
export const tooManyTarEntries = (place: Place, limit: number): Diagnostic =>
  error("tar-too-many-entries", place, `the archive has more than ${limit} entries`);

/** Extension headers before one entry that are larger than other readers accept. */
export const tooManyTarRecords = (place: Place, limit: number): Diagnostic =>
  error("tar-too-many-records", place, `the extension records of one entry take more than ${limit} bytes`);

/** More extended attributes of one entry than any file system holds. */
export const tooManyTarXattrs = (place: Place, limit: number): Diagnostic =>
  error("tar-too-many-xattrs", place, `one entry has more than ${limit} extended attributes`);

/** Names and extended attributes that would fill the memory. */
export const tooMuchTarText = (place: Place, limit: number): Diagnostic =>
  error("tar-too-much-text", place, `the names, link targets and extended attributes of the archive take more than ${limit} bytes`);

/** A pax record that is not `<length> <key>=<value>\n`, or whose value is not of the key's form. */
export const badPaxRecord = (place: Place, reason: string): Diagnostic => error("tar-pax-record", place, `damaged pax record: ${reason}`);

/** An extended attribute whose name pax records can't carry, or carry differently from one reader to the next. */
export const badXattrName = (place: Place, name: string): Diagnostic =>
  error(
    "tar-xattr-name",
    place,
    `extended attribute ${JSON.stringify(name)}: its name is empty, not printable UTF-8, or has a = or an escaped % or =`,
  );

/** An ACL or SELinux label in a record of its own form, which is not read; reported once an archive, at its first such entry. */
export const unreadTarAttribute = (place: Place, path: string, attribute: string, others: number): Diagnostic =>
  warning(
    "tar-unread-attribute",
    place,
    `the ${attribute} of ${path} is in a form that is not read${others === 0 ? "" : `; so it is with ${others} more ${others === 1 ? "entry" : "entries"}`}`,
    "make the tarball with `tar --xattrs --xattrs-include='*'`, without --acls and --selinux: then it is an attribute like others",
  );

/** Extension headers of which different readers take different ones, or none. */
export const ambiguousTarExtension = (place: Place, reason: string): Diagnostic =>
  error("tar-ambiguous-extension", place, `${reason}: readers disagree about what that means`);
