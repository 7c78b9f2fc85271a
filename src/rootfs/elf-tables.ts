import type { DynamicSection } from "./dynamic-section.ts";
import { ElfDamageError, type ElfFile, type Fields } from "./elf-file.ts";

/** Access to tables by their addresses. */
export interface ElfTables {
  readonly fields: (address: number, length: number, what: string) => Fields;
  readonly bytes: (address: number, length: number, what: string) => Uint8Array;
}

/** In bytes; the largest libraries (LLVM, web browsers) have some megabytes. */
const MAX_TABLE = 32 * 1024 * 1024;

/** Tables of a file, each of which must lie within a loadable segment. */
export const elfTables = (file: ElfFile, { placeOf }: DynamicSection): ElfTables => {
  const offsetOf = (address: number, length: number, what: string): number => {
    const place = placeOf(address, what);
    if (length > place.length) throw new ElfDamageError(`${what} leaves its segment`);
    if (length > MAX_TABLE) throw new ElfDamageError(`${what} has more than ${MAX_TABLE} bytes`);
    return place.offset;
  };
  return {
    fields: (address, length, what) => file.fields(offsetOf(address, length, what), length, what),
    bytes: (address, length, what) => file.bytes(offsetOf(address, length, what), length, what),
  };
};
