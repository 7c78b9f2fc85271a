import { createHash } from "node:crypto";
import { escapeControls } from "../../src/diagnostics/print-escape.ts";
import { printListing } from "../../src/report/listing.ts";
import type { ArchiveEntry } from "../../src/tar/entry.ts";

/** The content of an archive's entry. */
export type BytesOf = (entry: ArchiveEntry) => Uint8Array;

/**
 * All that an archive says of its entries: a line as `inspect` prints it for each, its mtime before it; below it each of its attributes,
 * and the digest of a content that `isText` does not say stands elsewhere among the expected texts.
 */
export const goldenListing = (entries: readonly ArchiveEntry[], isText: (entry: ArchiveEntry) => boolean, bytesOf: BytesOf): string => {
  const width = entries.reduce((most, { mtime }) => Math.max(most, String(mtime).length), 0);
  const lines = printListing(entries).trimEnd().split("\n");
  return entries
    .flatMap((entry, index) => [
      `${String(entry.mtime).padStart(width)} ${lines[index]}`,
      ...[...entry.xattrs].map(([name, value]) => `    ${escapeControls(name)} = ${shown(value)}`),
      ...(entry.size === 0 || isText(entry) ? [] : [`    sha256 ${sha256Of(bytesOf(entry))}`]),
    ])
    .map((line) => `${line}\n`)
    .join("");
};

/** An attribute's value: in quotes where it is printable ASCII, else in hexadecimal. */
const shown = (value: Uint8Array): string => {
  const text = Buffer.from(value).toString("latin1");
  return /^[ -~]*$/.test(text) ? JSON.stringify(text) : Buffer.from(value).toString("hex");
};

const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
