import { atOffset, type Diagnostic, type Location, type Staged } from "../diagnostics/diagnostic.ts";
import {
  ambiguousTarExtension,
  badTarChecksum,
  badTarNumber,
  loneZeroBlock,
  notATar,
  tooManyTarEntries,
  tooManyTarRecords,
  tooMuchTarText,
  truncatedTar,
  unreadTarAttribute,
} from "./findings.ts";
import { type BlockWindow, openWindow } from "./block-window.ts";
import { checksumOf, signedChecksumOf, sumOfBlock } from "./checksum.ts";
import type { ArchiveEntry, Xattrs } from "./entry.ts";
import { type EntryTable, type GrowingTable, openTable } from "./entry-table.ts";
import { type Extensions, NO_EXTENSIONS, withGlobalRecords, withRecords } from "./extensions.ts";
import { foreignFormat } from "./foreign-format.ts";
import { BLOCK, FIELDS, MAX_RECORDS, paddedSize } from "./format.ts";
import { parseNumber } from "./numbers.ts";
import { type PlainHeader, plainHeader, readPlainHeader } from "./plain-header.ts";
import { hasMagic, readEntry } from "./read-entry.ts";
import { Refusal } from "./refusal.ts";
import type { ByteSource } from "../bytes/source.ts";
import { itemAt } from "../bytes/item-at.ts";

const MAX_ENTRIES = 1 << 20;

/** Of all names, link targets and extended attributes together, in bytes. */
const MAX_TEXT = 32 * 1024 * 1024;

/** Leaves room for what header fields hold and may need records once they are written again: names, link targets and numbers. */
const MAX_RECORDS_READ = MAX_RECORDS - 4 * 4096;

/**
 * Lists a ustar, pax, GNU or V7 archive in its own order, contents skipped. Reading ends at the first thing that can't be read or that
 * readers are known to disagree about: its diagnostic names the header's offset, and the entries before it are the value.
 */
export const readArchive = (source: ByteSource, file: string): Staged<EntryTable> => {
  const scan = scanArchive(source);
  if (scan.refusal !== undefined) return { value: scan.entries, diagnostics: [scan.refusal.diagnose(atOffset(file, scan.offset))] };
  return { value: scan.entries, diagnostics: unreadIn(scan, file) };
};

const unreadIn = ({ unread, unreadCount }: Scan, file: string): readonly Diagnostic[] =>
  unread === undefined ? [] : [unreadTarAttribute(atOffset(file, unread.offset), unread.path, unread.attribute, unreadCount - 1)];

interface Scan {
  readonly source: ByteSource;
  readonly window: BlockWindow;
  readonly entries: GrowingTable;
  /** Bytes of names, link targets and extended attributes. */
  text: number;
  /** Of the header that is looked at. */
  offset: number;
  refusal: Refusal | undefined;
  /** The first entry that loses an attribute, and how many do. */
  unread: { readonly offset: number; readonly path: string; readonly attribute: string } | undefined;
  unreadCount: number;
}

const scanArchive = (source: ByteSource): Scan => {
  const counts = { text: 0, offset: 0, unreadCount: 0 };
  const scan: Scan = { source, window: openWindow(source), entries: openTable(), ...counts, refusal: undefined, unread: undefined };
  try {
    readEntries(scan);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    scan.refusal = problem;
  }
  return scan;
};

/** Extension headers whose entry has not come yet. */
interface Pending {
  readonly extensions: Extensions;
  readonly bytes: number;
  readonly hasRecords: boolean;
  /** Of the first one. */
  readonly offset: number;
}

const readEntries = (scan: Scan): void => {
  const { window } = scan;
  let globals: Pending = { extensions: NO_EXTENSIONS, bytes: 0, hasRecords: false, offset: 0 };
  let pending: Pending | undefined;
  const plain = plainHeader();
  for (let at = findHeader(scan); at !== undefined; at = findHeader(scan)) {
    if (pending === undefined && globals.extensions === NO_EXTENSIONS && readPlainHeader(window, at, plain)) {
      if (endOf(scan, plain.size) > scan.source.size) throw cutOff(pathOf(window, plain), endOf(scan, plain.size));
      requireRoom(scan, plain.end - plain.begin);
      scan.entries.addPlain(window.bytes, plain, scan.offset + BLOCK);
      advance(scan, plain.size);
      continue;
    }
    const type = String.fromCharCode(itemAt(window.bytes, at + FIELDS.type.offset));
    if (type === "g") {
      if (pending !== undefined) throw ambiguous("a global header stands between an extension header and its entry");
      const payload = readPayload(scan, at, globals.bytes);
      globals = { ...globals, extensions: withGlobalRecords(globals.extensions, payload), bytes: globals.bytes + payload.length };
      advance(scan, payload.length);
    } else if (type === "x" || type === "L" || type === "K") {
      const before: Pending = pending ?? { ...globals, offset: scan.offset };
      const payload = readPayload(scan, at, before.bytes);
      pending = { ...withExtension(type, before, payload), bytes: before.bytes + payload.length };
      advance(scan, payload.length);
    } else {
      const headerOffset = pending === undefined ? scan.offset : pending.offset;
      const { extensions } = pending ?? globals;
      const entry = readEntry({ bytes: window.bytes, filled: window.filled(), at, offset: scan.offset, headerOffset }, extensions);
      requireContent(scan, entry.size, entry.path);
      const own = entry.xattrs === globals.extensions.xattrs ? 0 : bytesOfXattrs(entry.xattrs);
      requireRoom(scan, entry.path.length + entry.target.length + own);
      scan.entries.add(entry);
      if (extensions.unread.length > 0) noteUnread(scan, entry, extensions.unread);
      advance(scan, entry.size);
      pending = undefined;
    }
  }
  if (pending !== undefined) throw ambiguous("an extension header has no entry after it");
};

/** Counts an entry with so many bytes of text, if there is room for it. */
const requireRoom = (scan: Scan, text: number): void => {
  scan.text += text;
  if (scan.entries.length === MAX_ENTRIES) throw tooMany();
  if (scan.text > MAX_TEXT) throw tooMuch();
};

const tooMany = (): Refusal => new Refusal((location) => tooManyTarEntries(location, MAX_ENTRIES));

const tooMuch = (): Refusal => new Refusal((location) => tooMuchTarText(location, MAX_TEXT));

const pathOf = ({ bytes }: BlockWindow, { begin, end }: PlainHeader): string => bytes.toString("latin1", begin, end);

const noteUnread = (scan: Scan, { path, headerOffset, xattrs }: ArchiveEntry, attributes: readonly string[]): void => {
  // GNU tar writes an ACL in both forms if it is told to.
  const attribute = attributes.find((name) => !xattrs.has(name));
  if (attribute === undefined) return;
  scan.unread ??= { offset: headerOffset, path, attribute };
  scan.unreadCount += 1;
};

const bytesOfXattrs = (xattrs: Xattrs): number => {
  let bytes = 0;
  for (const [name, value] of xattrs) bytes += name.length + value.length;
  return bytes;
};

/** Where in the window the next header stands; undefined at the end of the archive. */
const findHeader = ({ source, window, offset }: Scan): number | undefined => {
  const at = window.find(offset);
  if (at === undefined) throw new Refusal(offset === 0 ? noTar(source) : (location) => truncatedTar(location, "nothing marks its end"));
  const sum = sumOfBlock(window.words, at / 4);
  if (sum === 0) {
    // File systems leave their first blocks to a boot loader: zeros that look like the end of an archive.
    if (offset === 0 && foreignFormat(source) !== undefined) throw new Refusal(noTar(source));
    requireEnd(window, offset);
    return undefined;
  }
  const stated = parseNumber(window.bytes, at, FIELDS.checksum);
  if (stated !== checksumOf(window.bytes, at, sum) && stated !== signedChecksumOf(window.bytes, at)) {
    throw new Refusal(offset === 0 && !hasMagic(window.bytes, at) ? noTar(source) : badTarChecksum);
  }
  return at;
};

const noTar =
  (source: ByteSource) =>
  (location: Location): Diagnostic =>
    notATar(location, foreignFormat(source));

/** Two zero blocks end an archive, whatever comes after them; the second one may be missing, but not be something else. */
const requireEnd = (window: BlockWindow, offset: number): void => {
  if (window.slice(offset + BLOCK, BLOCK).some((byte) => byte !== 0)) throw new Refusal(loneZeroBlock);
};

const withExtension = (type: "x" | "L" | "K", before: Pending, payload: Buffer): Pending => {
  if (type === "x") {
    if (before.hasRecords) throw ambiguous("an entry has two pax headers");
    const extensions = withRecords(before.extensions, payload);
    const { path = extensions.path, target = extensions.target } = before.extensions;
    if (path !== extensions.path || target !== extensions.target) throw ambiguous("an entry has a GNU and a pax name");
    return { ...before, extensions, hasRecords: true };
  }
  const key = type === "L" ? "path" : "target";
  if (before.extensions[key] !== undefined) throw ambiguous("an entry has two long names");
  // GNU tar ends the name with a NUL that it counts.
  const end = payload.at(-1) === 0 ? payload.length - 1 : payload.length;
  return { ...before, extensions: { ...before.extensions, [key]: payload.toString("latin1", 0, end) } };
};

/** What an extension header holds; `before` is how many bytes others of the same entry hold. */
const readPayload = (scan: Scan, at: number, before: number): Buffer => {
  const size = parseNumber(scan.window.bytes, at, FIELDS.size);
  if (!(size >= 0)) throw new Refusal((location) => badTarNumber(location, "size", "a positive number"));
  if (before + size > MAX_RECORDS_READ) throw new Refusal((location) => tooManyTarRecords(location, MAX_RECORDS_READ));
  requireContent(scan, size, "an extension header");
  return scan.window.slice(scan.offset + BLOCK, size);
};

const requireContent = (scan: Scan, size: number, what: string): void => {
  const end = endOf(scan, size);
  if (end > scan.source.size) throw cutOff(what, end);
};

/** Where the content of the header at hand ends. */
const endOf = ({ offset }: Scan, size: number): number => offset + BLOCK + paddedSize(size);

const cutOff = (what: string, end: number): Refusal => new Refusal((location) => truncatedTar(location, `${what} goes on to byte ${end}`));

/** Moves on to the header after the one at hand and its content. */
const advance = (scan: Scan, size: number): void => {
  scan.offset = endOf(scan, size);
};

const ambiguous = (reason: string): Refusal => new Refusal((location) => ambiguousTarExtension(location, reason));
