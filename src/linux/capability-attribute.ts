import { CAPABILITY_NAMES, type FileCapabilities } from "./file-capabilities.ts";

/** What a `security.capability` attribute grants: names of CAPABILITY_NAMES in the order of their numbers, a nameless one as its number. */
export interface DecodedCapabilities {
  /** One bit for all of the file's capabilities. */
  readonly effective: boolean;
  readonly permitted: readonly string[];
  readonly inheritable: readonly string[];
  /** Root of the user namespace the attribute holds in; 0 for the versions before 3. */
  readonly rootid: number;
}

const VERSION_1 = 0x0100_0000;
const VERSION_2 = 0x0200_0000;
const VERSION_3 = 0x0300_0000;
const VERSION_MASK = 0xff00_0000;
const EFFECTIVE = 1;
const MAGIC_SIZE = 4;
const SIZE_2 = 20;
/** The one size of each version: linux/capability.h, XATTR_CAPS_SZ_1 to XATTR_CAPS_SZ_3. */
const SIZES: ReadonlyMap<number, number> = new Map([
  [VERSION_1, 12],
  [VERSION_2, SIZE_2],
  [VERSION_3, 24],
]);
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

/**
 * What the kernel reads when the file is executed; `undefined` where it refuses to execute it: another version, or another size than the
 * version's (security/commoncap.c, get_vfs_caps_from_disk; version 1 has 32 bits, and flags that have no meaning are not looked at).
 */
export const decodeCapabilities = (bytes: Uint8Array): DecodedCapabilities | undefined => {
  const version = versionOf(bytes);
  if (version === undefined) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bits = version === VERSION_1 ? 32 : 64;
  return {
    effective: (view.getUint32(0, true) & EFFECTIVE) !== 0,
    permitted: namesOfBits(view, PERMITTED_AT, bits),
    inheritable: namesOfBits(view, INHERITABLE_AT, bits),
    rootid: version === VERSION_3 ? view.getUint32(SIZE_2, true) : 0,
  };
};

/**
 * The same grant as version 2: what version 3 adds is the root id, which is 0 for the initial user namespace (capabilities(7)). Everything
 * else stays as it is.
 */
export const withoutNamespace = (bytes: Uint8Array): Uint8Array => {
  if (versionOf(bytes) !== VERSION_3) return bytes;
  const plain = Uint8Array.from(bytes.subarray(0, SIZE_2));
  const view = new DataView(plain.buffer);
  view.setUint32(0, VERSION_2 | (view.getUint32(0, true) & ~VERSION_MASK), true);
  return plain;
};

/** `undefined` where the size is not that of the version. */
const versionOf = (bytes: Uint8Array): number | undefined => {
  if (bytes.length < MAGIC_SIZE) return undefined;
  const magic = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  const version = (magic & VERSION_MASK) >>> 0;
  return SIZES.get(version) === bytes.length ? version : undefined;
};

const setBits = (view: DataView, at: number, numbers: readonly number[]): void => {
  for (const number of numbers) {
    const word = at + (number >> 5) * 8;
    view.setUint32(word, view.getUint32(word, true) | (1 << (number & 31)), true);
  }
};

const namesOfBits = (view: DataView, at: number, bits: number): string[] => {
  const isSet = (number: number): boolean => ((view.getUint32(at + (number >> 5) * 8, true) >>> (number & 31)) & 1) === 1;
  return Array.from({ length: bits }, (_, number) => number)
    .filter(isSet)
    .map((number) => CAPABILITY_NAMES[number] ?? String(number));
};
