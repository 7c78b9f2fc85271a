import { sumOfBlock } from "./checksum.ts";
import type { EntryHeader, EntryType } from "./entry.ts";
import { BLOCK, type Field, FIELDS } from "./format.ts";
import { writeNumber } from "./numbers.ts";

/** The numbers of a header; one that does not fit is 0, for records have it. An extension header has no device. */
interface HeaderNumbers extends Pick<EntryHeader, "mode" | "uid" | "gid" | "size" | "mtime"> {
  readonly devMajor: number | undefined;
  readonly devMinor: number | undefined;
}

/** The texts of a header: ASCII, and cut off where their fields end. */
interface HeaderTexts {
  readonly name: string;
  readonly target: string;
  readonly prefix: string;
}

export const TYPE_FLAGS: Readonly<Record<EntryType, string>> = {
  file: "0",
  hardlink: "1",
  symlink: "2",
  character: "3",
  block: "4",
  directory: "5",
  fifo: "6",
};

/**
 * A header block that is filled again and again: of what it holds only that is written which differs from the entry before, and from one
 * entry of a rootfs to the next most is alike. The block is valid until the next one is filled.
 */
export const openHeaderBlock = (): ((flag: string, texts: HeaderTexts, numbers: HeaderNumbers) => Buffer) => {
  const block = Buffer.alloc(BLOCK);
  const words = new Uint32Array(block.buffer, block.byteOffset, BLOCK / 4);
  block.write("ustar\x0000", FIELDS.magic.offset, "latin1");
  const lengths = { name: 0, target: 0, prefix: 0 };
  // No number is written yet.
  const before = { mode: -1, uid: -1, gid: -1, size: -1, mtime: -1, devMajor: -1, devMinor: -1 };
  const setText = (key: keyof HeaderTexts, text: string): void => {
    const field = FIELDS[key];
    const length = text === "" ? 0 : writeText(block, field, text);
    if (length < lengths[key]) block.fill(0, field.offset + length, field.offset + lengths[key]);
    lengths[key] = length;
  };
  const setNumber = (key: keyof HeaderNumbers, value: number | undefined): void => {
    if (value === undefined || value === before[key]) return;
    before[key] = value;
    writeNumber(block, FIELDS[key], value);
  };
  return (flag, { name, target, prefix }, { mode, uid, gid, size, mtime, devMajor, devMinor }) => {
    setText("name", name);
    setText("target", target);
    setText("prefix", prefix);
    setNumber("mode", mode);
    setNumber("uid", uid);
    setNumber("gid", gid);
    setNumber("size", size);
    setNumber("mtime", mtime);
    setNumber("devMajor", devMajor);
    setNumber("devMinor", devMinor);
    block[FIELDS.type.offset] = flag.charCodeAt(0);
    seal(block, words);
    return block;
  };
};

/** Cuts a text at the field's end, and a slash before the cut, lest readers take a file for a directory; gives how long it is then. */
const writeText = (block: Buffer, field: Field, text: string): number => {
  const whole = text.length <= field.length ? text : text.slice(0, field.length).replace(/\/+$/, "");
  return block.write(whole, field.offset, "latin1");
};

const { offset: CHECKSUM, length: CHECKSUM_LENGTH } = FIELDS.checksum;
const SPACE = 0x20;
const ZERO = 0x30;
const DIGITS = 6;

/** Writes the checksum, for which its own field counts as blanks: six digits, a NUL and a blank. */
const seal = (block: Buffer, words: Uint32Array): void => {
  for (let at = CHECKSUM; at < CHECKSUM + CHECKSUM_LENGTH; at++) block[at] = SPACE;
  const sum = sumOfBlock(words, 0);
  for (let digit = 0; digit < DIGITS; digit++) block[CHECKSUM + DIGITS - 1 - digit] = ZERO + ((sum >>> (3 * digit)) & 7);
  block[CHECKSUM + DIGITS] = 0;
};
