import type { Field } from "./format.ts";
import { itemAt } from "../bytes/item-at.ts";

const SPACE = 0x20;
const ZERO = 0x30;
const BINARY = 0x80;

/** The value of a numeric header field of the block at `at`: octal digits amid spaces and NULs, or base-256; NaN for anything else. */
export const parseNumber = (bytes: Uint8Array, at: number, field: Field): number => {
  let index = at + field.offset;
  const end = index + field.length;
  if (itemAt(bytes, index) >= BINARY) return parseBinary(bytes, index, end);
  while (index < end && isBlank(bytes[index])) index++;
  let value = 0;
  for (; index < end; index++) {
    const digit = itemAt(bytes, index) - ZERO;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  for (; index < end; index++) {
    if (!isBlank(bytes[index])) return Number.NaN;
  }
  return value;
};

const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === 0;

/** Two's complement in base 256 below the marker bit, as GNU tar writes what octal digits can't hold. */
const parseBinary = (bytes: Uint8Array, begin: number, end: number): number => {
  const first = itemAt(bytes, begin) & 0x7f;
  let value = first >= 0x40 ? first - 0x80 : first;
  for (let index = begin + 1; index < end; index++) value = value * 256 + itemAt(bytes, index);
  return value;
};

/** Writes octal digits with a NUL at the end, as Go's archive/tar does, into a field that holds 0; a number that does not fit stays that. */
export const writeNumber = (header: Uint8Array, field: Field, value: number): void => {
  const end = field.offset + field.length - 1;
  let rest = value < 8 ** (field.length - 1) ? value : 0;
  for (let at = end - 1; rest > 0; at--) {
    header[at] = ZERO + (rest % 8);
    rest = Math.floor(rest / 8);
  }
};

/** Makes numeric fields hold 0. */
export const writeZeros = (header: Uint8Array, ...fields: readonly Field[]): void => {
  for (const { offset, length } of fields) header.fill(ZERO, offset, offset + length - 1);
};
