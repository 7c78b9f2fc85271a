/** The name of a symbol, and its hash in DT_GNU_HASH. */
export interface SymbolName {
  readonly bytes: Uint8Array;
  readonly gnuHash: number;
}

export const symbolName = (bytes: Uint8Array): SymbolName => ({ bytes, gnuHash: gnuHashOf(bytes) });

/** Bernstein's hash, times 33. */
const gnuHashOf = (bytes: Uint8Array): number => {
  let hash = 5381;
  for (const byte of bytes) hash = (Math.imul(hash, 33) + byte) | 0;
  return hash >>> 0;
};

/** The hash of DT_HASH (System V gABI, "Hash Table"). */
export const elfHashOf = (bytes: Uint8Array): number => {
  let hash = 0;
  for (const byte of bytes) {
    hash = (hash << 4) + byte;
    const high = hash & 0xf000_0000;
    hash = (hash ^ (high >>> 24)) & ~high;
  }
  return hash >>> 0;
};

export const isSameName = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0;
