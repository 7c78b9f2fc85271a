import { crc32 as ofNode } from "node:zlib";

/** The CRC-32 of gzip (RFC 1952, section 8), of bytes that follow those of which `before` is the CRC. */
export type Crc32 = (bytes: Uint8Array, before: number) => number;

export const crc32Portably: Crc32 = (bytes, before) => {
  let crc = ~before;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
};

/** The reversed polynomial of ISO 3309, as RFC 1952 lists it. */
const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320;
  return crc;
});

export const crc32: Crc32 = (bytes, before) => (ofNode ?? crc32Portably)(bytes, before);
