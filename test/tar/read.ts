import type { Diagnostic, Staged } from "../../src/diagnostics/diagnostic.ts";
import type { ArchiveEntry } from "../../src/tar/entry.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import { memorySource } from "../support/memory-host.ts";
import { noted } from "../support/produced-codes.ts";
import { tarOf } from "./raw-tar.ts";

export const read = (bytes: Uint8Array): Staged<readonly ArchiveEntry[]> => {
  const { value, diagnostics } = readArchive(memorySource(bytes), "x.tar");
  return { value: [...value], diagnostics: noted(diagnostics) };
};

/** The entries of an archive of these pieces, which must be one without diagnostics. */
export const entriesOf = (...pieces: readonly Uint8Array[]): readonly ArchiveEntry[] => {
  const { value, diagnostics } = read(tarOf(...pieces));
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  return value;
};

/** The only diagnostic of an archive of these pieces. */
export const refusalOf = (...pieces: readonly Uint8Array[]): Diagnostic => {
  const [diagnostic, ...others] = read(tarOf(...pieces)).diagnostics;
  if (diagnostic === undefined || others.length > 0) throw new Error("not one diagnostic");
  return diagnostic;
};
