import { type Field, FIELDS, OCTAL_11, OCTAL_7 } from "./format.ts";
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

/** Writes octal digits that fill a field, and a NUL at its end, as Go's archive/tar does; 0 for a number that does not fit. */
export const writeNumber = (header: Uint8Array, { offset, length }: Field, value: number): void => {
  const written = value <= (length === FIELDS.size.length ? OCTAL_11 : OCTAL_7) ? value : 0;
  // Numbers of 30 bits are divided by shifting them.
  let [rest, high] = [written % LOW, Math.floor(written / LOW)];
  let at = offset + length - 2;
  for (let digit = 0; digit < LOW_DIGITS && at >= offset; digit++, at--, rest >>>= 3) header[at] = ZERO + (rest & 7);
  for (; at >= offset; at--, high >>>= 3) header[at] = ZERO + (high & 7);
};

const LOW_DIGITS = 10;
const LOW = 8 ** LOW_DIGITS;
