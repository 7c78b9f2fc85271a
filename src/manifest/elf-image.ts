import { itemAt } from "../bytes/item-at.ts";
import type { ElfMachine } from "./elf-machines.ts";

/** A run of bytes in the file; its address is the same where the file is loaded at 0. */
export interface Piece {
  readonly offset: number;
  readonly size: number;
}

/** A file in the making. */
export interface Layout {
  readonly add: (bytes: Uint8Array) => Piece;
  readonly size: () => number;
  /** The pieces behind the headers for which room was left. */
  readonly bytes: (headers: Uint8Array) => Uint8Array;
}

/** In bytes; of each piece. */
export const ALIGNMENT = 8;

/** A file whose headers take `headerSize` bytes. */
export const layout = (headerSize: number): Layout => {
  const pieces: Uint8Array[] = [];
  let end = headerSize;
  const push = (bytes: Uint8Array): void => {
    pieces.push(bytes);
    end += bytes.length;
  };
  return {
    add: (bytes) => {
      push(new Uint8Array((ALIGNMENT - (end % ALIGNMENT)) % ALIGNMENT));
      const piece = { offset: end, size: bytes.length };
      push(bytes);
      return piece;
    },
    size: () => end,
    bytes: (headers) => Buffer.concat([headers, ...pieces]),
  };
};

/** Packs numbers as a format says: B, H and W for 1, 2 and 4 bytes, L for an address; a single letter holds for all of them. */
export const packer = ({ bits, isLittle }: ElfMachine): ((format: string, values: readonly number[]) => Uint8Array) => {
  const sizes = new Map([
    ["B", 1],
    ["H", 2],
    ["W", 4],
    ["L", bits / 8],
  ]);
  const sizeOf = (letter: string): number => {
    const size = sizes.get(letter);
    if (size === undefined) throw new Error(`${letter} is no letter of a format`);
    return size;
  };
  const packOne = (size: number, value: number): Uint8Array => {
    const bytes = Buffer.alloc(size);
    if (size === 8) bytes.writeUInt32LE(value);
    else bytes.writeUIntLE(value, 0, size);
    return isLittle ? bytes : bytes.reverse();
  };
  return (format, values) =>
    Buffer.concat(values.map((value, index) => packOne(sizeOf(itemAt<string>(format, index % format.length)), value)));
};
