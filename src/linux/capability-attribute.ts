import { CAPABILITY_NAMES, type FileCapabilities } from "./file-capabilities.ts";

/** What a `security.capability` attribute grants: names of CAPABILITY_NAMES in the order of their numbers, a nameless one as its number. */
export interface DecodedCapabilities {
  /** One bit for all of the file's capabilities. */
  readonly effective: boolean;
  readonly permitted: readonly string[];
  readonly inheritable: readonly string[];
  /** Root of the user namespace the attribute holds in; 0 for version 2. */
  readonly rootid: number;
}

const VERSION_2 = 0x0200_0000;
const VERSION_3 = 0x0300_0000;
const VERSION_MASK = 0xff00_0000;
const EFFECTIVE = 1;
const SIZE_2 = 20;
const SIZE_3 = 24;
/** Offsets of the low word of each set; the high word follows 8 bytes later. */
const PERMITTED_AT = 4;
const INHERITABLE_AT = 8;

/**
 * The raw value of a `security.capability` attribute, version 2 (linux/capability.h, struct vfs_cap_data: little endian on every CPU).
 * Names are members of CAPABILITY_NAMES.
 */
export const encodeCapabilities = (caps: FileCapabilities): Uint8Array => {
  const bytes = new Uint8Array(SIZE_2);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, VERSION_2 | (caps.effective ? EFFECTIVE : 0), true);
  const numbers = caps.names.map((name) => CAPABILITY_NAMES.indexOf(name));
  if (caps.permitted) setBits(view, PERMITTED_AT, numbers);
  if (caps.inheritable) setBits(view, INHERITABLE_AT, numbers);
  return bytes;
};

/** Reads version 2 and 3 of the attribute; `undefined` for version 1, which no kernel accepts any more, and for anything else. */
export const decodeCapabilities = (bytes: Uint8Array): DecodedCapabilities | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = bytes.length < SIZE_2 ? 0 : view.getUint32(0, true);
  const version = (magic & VERSION_MASK) >>> 0;
  if (!(version === VERSION_2 && bytes.length === SIZE_2) && !(version === VERSION_3 && bytes.length === SIZE_3)) return undefined;
  return {
    effective: (magic & EFFECTIVE) !== 0,
    permitted: namesOfBits(view, PERMITTED_AT),
    inheritable: namesOfBits(view, INHERITABLE_AT),
    rootid: version === VERSION_3 ? view.getUint32(SIZE_2, true) : 0,
  };
};

/** The same grant as version 2: what version 3 adds is the root id, which is 0 for the initial user namespace (capabilities(7)). */
export const withoutNamespace = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length !== SIZE_3) return bytes;
  const plain = Uint8Array.from(bytes.subarray(0, SIZE_2));
  const view = new DataView(plain.buffer);
  view.setUint32(0, VERSION_2 | (view.getUint32(0, true) & ~VERSION_MASK), true);
  return plain;
};

const setBits = (view: DataView, at: number, numbers: readonly number[]): void => {
  for (const number of numbers) {
    const word = at + (number >> 5) * 8;
    view.setUint32(word, view.getUint32(word, true) | (1 << (number & 31)), true);
  }
};

const namesOfBits = (view: DataView, at: number): string[] => {
  const isSet = (number: number): boolean => ((view.getUint32(at + (number >> 5) * 8, true) >>> (number & 31)) & 1) === 1;
  return Array.from({ length: 64 }, (_, number) => number)
    .filter(isSet)
    .map((number) => CAPABILITY_NAMES[number] ?? String(number));
};
