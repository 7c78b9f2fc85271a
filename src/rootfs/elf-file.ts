export type ReadRange = (offset: number, length: number) => Uint8Array;

/** Why an ELF file can't be read; `readElf` makes a value of it. */
export class ElfDamageError extends Error {}

/** Bounds-checked access to an ELF file in its own word size and byte order. Offsets and lengths are in bytes. */
export interface ElfFile {
  readonly bits: 32 | 64;
  readonly endian: "little" | "big";
  readonly size: number;
  /** Fails unless the file has these bytes; `what` names them. */
  readonly check: (offset: number, length: number, what: string) => void;
  readonly fields: (offset: number, length: number, what: string) => Fields;
  readonly bytes: (offset: number, length: number, what: string) => Uint8Array;
  /** A string ended by NUL within `limit` bytes. */
  readonly text: (offset: number, limit: number, what: string) => string;
}

/** The numbers in a piece of the file, by their offset in it. */
export interface Fields {
  readonly byte: (at: number) => number;
  readonly half: (at: number) => number;
  readonly word: (at: number) => number;
  /** As wide as an address: 4 bytes or 8. */
  readonly long: (at: number) => number;
}

/** Takes up the identification (e_ident of elf(5)); `read` is only asked for what lies within `size`. */
export const openElf = (read: ReadRange, size: number): ElfFile => {
  const check = (offset: number, length: number, what: string): void => {
    if (offset + length > size) throw new ElfDamageError(`${what} ends at byte ${offset + length}, the file at ${size}`);
  };
  const bytesAt = blockwise(read, size);
  check(0, 16, "the identification");
  const [bits, isLittle] = identify(bytesAt(0, 16));
  const high = isLittle ? 4 : 0;
  const bytes = (offset: number, length: number, what: string): Uint8Array => {
    check(offset, length, what);
    return bytesAt(offset, length);
  };
  const fields = (offset: number, length: number, what: string): Fields => {
    const { buffer, byteOffset, byteLength } = bytes(offset, length, what);
    const view = new DataView(buffer, byteOffset, byteLength);
    return {
      byte: (at) => view.getUint8(at),
      half: (at) => view.getUint16(at, isLittle),
      word: (at) => view.getUint32(at, isLittle),
      long: (at) =>
        bits === 32
          ? view.getUint32(at, isLittle)
          : view.getUint32(at + high, isLittle) * 2 ** 32 + view.getUint32(at + 4 - high, isLittle),
    };
  };
  const text = (offset: number, limit: number, what: string): string => {
    check(offset, limit, what);
    for (let length = Math.min(FIRST_GUESS, limit); ; length = Math.min(length * 2, limit)) {
      const part = bytesAt(offset, length);
      const end = part.indexOf(0);
      if (end >= 0) return UTF8.decode(part.subarray(0, end));
      if (length === limit) throw new ElfDamageError(`${what} has no end within ${limit} bytes`);
    }
  };
  return { bits, endian: isLittle ? "little" : "big", size, check, fields, bytes, text };
};

const UTF8 = new TextDecoder();

/** Longer than nearly every name. */
const FIRST_GUESS = 128;

/** What one read brings at least: most of what is asked for next lies behind it. */
const BLOCK = 1024;
/** Header, dynamic section, a table and its strings are read in turns. */
const BLOCKS_KEPT = 4;

/** Reads what is small in blocks, of which the last ones are kept. */
const blockwise = (read: ReadRange, size: number): ReadRange => {
  const kept: { readonly offset: number; readonly bytes: Uint8Array }[] = [];
  return (offset, length) => {
    if (length > BLOCK) return read(offset, length);
    const known = kept.find((block) => block.offset <= offset && offset + length <= block.offset + block.bytes.length);
    if (known !== undefined) return known.bytes.subarray(offset - known.offset, offset - known.offset + length);
    const bytes = read(offset, Math.min(BLOCK, size - offset));
    kept.unshift({ offset, bytes });
    kept.splice(BLOCKS_KEPT);
    return bytes.subarray(0, length);
  };
};

const identify = (ident: Uint8Array): [bits: 32 | 64, isLittle: boolean] => {
  const [, , , , wide = 0, order = 0] = ident;
  if (wide !== 1 && wide !== 2) throw new ElfDamageError(`class ${wide} is neither 32 nor 64 bits`);
  if (order !== 1 && order !== 2) throw new ElfDamageError(`byte order ${order} is neither little nor big`);
  return [wide === 1 ? 32 : 64, order === 1];
};
