import { slice } from "./slice.ts";

const MAGIC = "SQLite format 3\0";
/** Of the file, at the head of the first page. */
const HEADER = 100;
const INTERIOR = 5;
const LEAF = 13;

export const isSqlite = (file: Buffer): boolean => file.toString("latin1", 0, MAGIC.length) === MAGIC;

/** A database file, and the sizes of a page and of what it may use of it. */
interface Database {
  readonly file: Buffer;
  readonly page: number;
  readonly usable: number;
  /** How many bytes of records may still be read: a page is one's alone. */
  left: number;
}

/** The last column of each row of a table, in the order of the rows (sqlite.org/fileformat2.html). Throws a RangeError where it is damaged. */
export function* sqliteValues(file: Buffer, table: string): Generator<Buffer> {
  const size = file.readUInt16BE(16);
  const page = size === 1 ? 65536 : size;
  const database = { file, page, usable: page - file.readUInt8(20), left: file.length };
  if (database.usable < 480) throw new RangeError("pages too small");
  for (const record of recordsBelow(database, 1, new Set())) {
    const [type, name, , root] = columnsOf(record);
    if (type?.toString() !== "table" || name?.toString() !== table || root === undefined) continue;
    for (const row of recordsBelow(database, root.readUIntBE(0, root.length), new Set())) yield columnsOf(row).at(-1) ?? Buffer.alloc(0);
  }
}

/** The records of a table whose tree has its root in a page. */
function* recordsBelow(database: Database, number: number, seen: Set<number>): Generator<Buffer> {
  if (seen.has(number)) throw new RangeError("a tree that leads back");
  seen.add(number);
  const { file } = database;
  const page = (number - 1) * database.page;
  const head = page + (number === 1 ? HEADER : 0);
  const type = file.readUInt8(head);
  if (type !== INTERIOR && type !== LEAF) throw new RangeError("no page of a table");
  const cells = file.readUInt16BE(head + 3);
  const pointers = head + (type === INTERIOR ? 12 : 8);
  for (let cell = 0; cell < cells; cell++) {
    const place = page + file.readUInt16BE(pointers + cell * 2);
    if (type === LEAF) yield recordAt(database, place);
    else yield* recordsBelow(database, file.readUInt32BE(place), seen);
  }
  if (type === INTERIOR) yield* recordsBelow(database, file.readUInt32BE(head + 8), seen);
}

/** The record of a leaf's cell: as much of it as fits into the page, the rest in a chain of pages. */
const recordAt = (database: Database, place: number): Buffer => {
  const { file, page, usable } = database;
  const length = varint(file, place);
  const row = varint(file, length.end);
  const local = localSize(length.value, usable);
  const parts = [slice(file, row.end, local)];
  let rest = length.value - local;
  database.left -= length.value;
  if (database.left < 0) throw new RangeError("records that share their bytes");
  for (let next = row.end + local; rest > 0;) {
    const number = file.readUInt32BE(next);
    if (number === 0) throw new RangeError("a chain that breaks off");
    next = (number - 1) * page;
    parts.push(slice(file, next + 4, Math.min(rest, usable - 4)));
    rest -= usable - 4;
  }
  return Buffer.concat(parts, length.value);
};

/** How much of a record stands in its leaf itself (section 1.6, "B-tree Cell Format"). */
const localSize = (length: number, usable: number): number => {
  if (length <= usable - 35) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const size = least + ((length - least) % (usable - 4));
  return size <= usable - 35 ? size : least;
};

/** The values of a record: its head has the length of each, by its type (section 2.1, "Record Format"). */
const columnsOf = (record: Buffer): readonly Buffer[] => {
  const head = varint(record, 0);
  const columns: Buffer[] = [];
  let value = head.value;
  for (let at = head.end; at < head.value;) {
    const type = varint(record, at);
    const size = sizeOfType(type.value);
    columns.push(slice(record, value, size));
    value += size;
    at = type.end;
  }
  return columns;
};

const sizeOfType = (type: number): number =>
  type >= 12 ? (type - 12 - (type % 2)) / 2 : ([0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0);

/** A number of one to nine bytes, the high ones first, and where it ends; the tables of rpm have none of more than seven. */
const varint = (file: Buffer, place: number): { readonly value: number; readonly end: number } => {
  let value = 0;
  for (let at = place; at < place + 7; at++) {
    const byte = file.readUInt8(at);
    value = value * 128 + (byte & 127);
    if (byte < 128) return { value, end: at + 1 };
  }
  throw new RangeError("a number too large");
};
