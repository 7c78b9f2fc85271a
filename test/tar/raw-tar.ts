/** Pieces of archives that no sane writer makes. Texts have a character for each byte. */

export interface RawHeader {
  readonly name?: string;
  readonly mode?: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly size?: string;
  readonly mtime?: string;
  readonly type?: string;
  readonly target?: string;
  readonly magic?: string;
  readonly devMajor?: string;
  readonly devMinor?: string;
  readonly prefix?: string;
}

const OFFSETS = {
  name: 0,
  mode: 100,
  uid: 108,
  gid: 116,
  size: 124,
  mtime: 136,
  type: 156,
  target: 157,
  magic: 257,
  devMajor: 329,
  devMinor: 337,
  prefix: 345,
};

const DEFAULTS: RawHeader = {
  name: "a",
  mode: "0000644",
  uid: "0000000",
  gid: "0000000",
  size: "00000000000",
  mtime: "00000000000",
  type: "0",
  magic: "ustar\x0000",
};

/** A header with a right checksum. */
export const header = (fields: RawHeader = {}): Buffer => {
  const block = Buffer.alloc(512);
  for (const [field, text] of Object.entries({ ...DEFAULTS, ...fields })) {
    block.write(text, OFFSETS[field as keyof RawHeader], "latin1");
  }
  return withChecksum(block, (byte) => byte);
};

/** The block with the checksum that a writer finds who takes a byte for `valueOf` it. */
export const withChecksum = (block: Buffer, valueOf: (byte: number) => number): Buffer => {
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + valueOf(byte), 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
};

/** A header and what comes after it, padded. */
export const withContent = (fields: RawHeader, content: string): Buffer => {
  const bytes = Buffer.from(content, "latin1");
  const size = bytes.length.toString(8).padStart(11, "0");
  return Buffer.concat([header({ size, ...fields }), bytes, Buffer.alloc(-bytes.length & 511)]);
};

/** A pax record whose length is right. */
export const record = (key: string, value: string): string => {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return `${length}${rest}`;
};

export const pax = (...records: readonly string[]): Buffer => withContent({ name: "PaxHeaders.0/a", type: "x" }, records.join(""));

export const globalPax = (...records: readonly string[]): Buffer => withContent({ name: "pax_global_header", type: "g" }, records.join(""));

export const longName = (name: string): Buffer => withContent({ name: "././@LongLink", type: "L", magic: "ustar  \0" }, `${name}\0`);

export const longLink = (name: string): Buffer => withContent({ name: "././@LongLink", type: "K", magic: "ustar  \0" }, `${name}\0`);

/** The pieces with two zero blocks after them. */
export const tarOf = (...pieces: readonly Uint8Array[]): Buffer => Buffer.concat([...pieces, Buffer.alloc(1024)]);

/** A text as its UTF-8 bytes, a character for each. */
export const utf8 = (text: string): string => Buffer.from(text).toString("latin1");
