import { itemAt } from "../../src/bytes/item-at.ts";
import { type Layout, packer } from "../../src/manifest/elf-image.ts";
import type { ElfMachine } from "../../src/manifest/elf-machines.ts";
import type { SymbolRow } from "./elf-symbol-rows.ts";

const DT_HASH = 4;
const DT_GNU_HASH = 0x6fff_fef5;
const BLOOM_SHIFT = 6;

/** The hash of names in DT_HASH and of versions (System V gABI, "Hash Table"). */
export const elfHash = (name: string): number => {
  let hash = 0;
  for (const byte of Buffer.from(name)) {
    hash = ((hash << 4) + byte) >>> 0;
    const high = (hash & 0xf000_0000) >>> 0;
    hash = ((hash ^ (high >>> 24)) & ~high) >>> 0;
  }
  return hash;
};

/** The hash of names in DT_GNU_HASH (Bernstein's, times 33). */
const gnuHash = (name: string): number => Buffer.from(name).reduce((hash, byte) => (Math.imul(hash, 33) + byte) >>> 0, 5381);

interface HashTables {
  /** The defined symbols as the table must have them. */
  readonly order: readonly SymbolRow[];
  /** Adds the tables for all symbols; returns their tags. */
  readonly addHash: (image: Layout, machine: ElfMachine, symbols: readonly SymbolRow[]) => readonly (readonly number[])[];
}

export const hashTables = (defined: readonly SymbolRow[], kind: "sysv" | "gnu" | "both"): HashTables => {
  const bucketCount = Math.max(1, defined.length >> 1);
  const bucketOf = ({ name }: SymbolRow): number => gnuHash(name) % bucketCount;
  const order = kind === "sysv" ? defined : [...defined].sort((a, b) => bucketOf(a) - bucketOf(b));

  const sysv = (image: Layout, machine: ElfMachine, symbols: readonly SymbolRow[]): readonly number[] => {
    const heads = Array.from({ length: bucketCount }, () => 0);
    const chain = Array.from({ length: symbols.length + 1 }, () => 0);
    for (const [index, { name }] of symbols.entries()) {
      const bucket = elfHash(name) % bucketCount;
      chain[index + 1] = itemAt(heads, bucket);
      heads[bucket] = index + 1;
    }
    return [DT_HASH, image.add(packer(machine)("W", [bucketCount, chain.length, ...heads, ...chain])).offset];
  };

  const gnu = (image: Layout, machine: ElfMachine, symbols: readonly SymbolRow[]): readonly number[] => {
    const first = symbols.length - order.length + 1;
    const hashes = order.map(({ name }) => gnuHash(name));
    const bloom = Array.from({ length: machine.bits / 32 }, () => 0);
    for (const hash of hashes) {
      for (const bit of [hash % machine.bits, (hash >>> BLOOM_SHIFT) % machine.bits]) {
        const word = machine.isLittle || machine.bits === 32 ? bit >> 5 : 1 - (bit >> 5);
        bloom[word] = (itemAt(bloom, word) | (1 << (bit & 31))) >>> 0;
      }
    }
    const buckets = order.map(bucketOf);
    const heads = Array.from({ length: bucketCount }, (_, bucket) => (buckets.includes(bucket) ? first + buckets.indexOf(bucket) : 0));
    const chain = hashes.map((hash, index) => ((hash & ~1) | (buckets[index] === buckets[index + 1] ? 0 : 1)) >>> 0);
    return [DT_GNU_HASH, image.add(packer(machine)("W", [bucketCount, first, 1, BLOOM_SHIFT, ...bloom, ...heads, ...chain])).offset];
  };

  return {
    order,
    addHash: (image, machine, symbols) => [
      ...(kind === "gnu" ? [] : [sysv(image, machine, symbols)]),
      ...(kind === "sysv" ? [] : [gnu(image, machine, symbols)]),
    ],
  };
};
