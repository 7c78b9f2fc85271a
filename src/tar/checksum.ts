import { FIELDS } from "./format.ts";
import { itemAt } from "../bytes/item-at.ts";

const BEGIN = FIELDS.checksum.offset;
const END = BEGIN + FIELDS.checksum.length;
const SPACES = FIELDS.checksum.length * 0x20;
const WORDS = 128;

/**
 * The sum of the 512 bytes of a block, `words` being its archive's bytes as words and `at` the block's first one. Two bytes of a word are
 * added at a time: 128 of them stay below 2^16.
 */
export const sumOfBlock = (words: Uint32Array, at: number): number => {
  let even = 0;
  let odd = 0;
  for (let index = at; index < at + WORDS; index++) {
    const word = itemAt(words, index);
    even += word & 0x00ff00ff;
    odd += (word >>> 8) & 0x00ff00ff;
  }
  return (even & 0xffff) + (even >>> 16) + (odd & 0xffff) + (odd >>> 16);
};

/** The header checksum, pax(1), of a block whose bytes sum up to `sum`: its own field counts as spaces. */
export const checksumOf = (bytes: Uint8Array, at: number, sum: number): number => {
  let own = 0;
  for (let index = at + BEGIN; index < at + END; index++) own += itemAt(bytes, index);
  return sum - own + SPACES;
};

/** The checksum of historic writers that took bytes for signed numbers. */
export const signedChecksumOf = (bytes: Uint8Array, at: number): number => {
  let sum = SPACES;
  for (let index = 0; index < 512; index++) {
    if (index < BEGIN || index >= END) sum += (itemAt(bytes, at + index) << 24) >> 24;
  }
  return sum;
};
