import { slice } from "./slice.ts";

const MAGIC = 0x00061561;
/** Types of pages (Berkeley DB's src/dbinc/db_page.h): of a hash, sorted or not, and what continues a long value. */
const HASH_PAGES = [2, 13];
const OVERFLOW_PAGE = 7;
/** Types of items in a hash. */
const INLINE = 1;
const OFF_PAGE = 3;
/** Of a page's header, behind which the offsets of its items stand. */
const HEADER = 26;
/** Key and value of the record that counts the packages. */
const NUMBER = 4;

/** Numbers are in the byte order of the machine that made the file. */
interface Order {
  readonly u16: (at: number) => number;
  readonly u32: (at: number) => number;
}

const orderOf = (file: Buffer): Order | undefined => {
  if (file.length < 512) return undefined;
  if (file.readUInt32LE(12) === MAGIC) return { u16: (at) => file.readUInt16LE(at), u32: (at) => file.readUInt32LE(at) };
  if (file.readUInt32BE(12) === MAGIC) return { u16: (at) => file.readUInt16BE(at), u32: (at) => file.readUInt32BE(at) };
  return undefined;
};

export const isBerkeley = (file: Buffer): boolean => orderOf(file) !== undefined;

/** The values of a hash of Berkeley DB, but for numbers. Throws a RangeError where it is damaged. */
export function* berkeleyValues(file: Buffer): Generator<Buffer> {
  const order = orderOf(file);
  if (order === undefined) throw new RangeError("no hash of Berkeley DB");
  const { u16, u32 } = order;
  const size = u32(20);
  const last = u32(32);
  if (size < 512) throw new RangeError("pages too small");
  for (let page = size; page <= last * size; page += size) {
    if (!HASH_PAGES.includes(file.readUInt8(page + 25))) continue;
    // Items grow from the end of the page towards its head; keys and values take turns.
    for (let item = 1; item < u16(page + 20); item += 2) {
      const place = u16(page + HEADER + item * 2);
      const end = u16(page + HEADER + (item - 1) * 2);
      const kind = file.readUInt8(page + place);
      if (kind === INLINE && end - place - 1 > NUMBER) yield slice(file, page + place + 1, end - place - 1);
      if (kind === OFF_PAGE) yield overflow(file, order, { page: u32(page + place + 4), length: u32(page + place + 8), size });
    }
  }
}

interface Overflow {
  /** The first page of the chain. */
  readonly page: number;
  readonly length: number;
  /** Of every page. */
  readonly size: number;
}

const overflow = (file: Buffer, { u16, u32 }: Order, { page, length, size }: Overflow): Buffer => {
  if (length > file.length) throw new RangeError("a value larger than the file");
  const parts: Buffer[] = [];
  let read = 0;
  for (let number = page; read < length; number = u32(number * size + 16)) {
    const begin = number * size;
    const part = u16(begin + 22);
    if (file.readUInt8(begin + 25) !== OVERFLOW_PAGE || part === 0) throw new RangeError("a chain that breaks off");
    parts.push(slice(file, begin + HEADER, part));
    read += part;
  }
  return Buffer.concat(parts, length);
};
