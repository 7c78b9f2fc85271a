import type { DynamicSection } from "./dynamic-section.ts";
import { ElfDamageError, type ElfFile, type Fields } from "./elf-file.ts";
import type { ElfTables } from "./elf-tables.ts";
import { elfHashOf, type SymbolName } from "./symbol-names.ts";

/** The table through which ld.so finds a file's symbols by name. */
export interface SymbolHash {
  /** The number of symbols up to the last one that can be found. */
  readonly count: number;
  /** The indexes of the symbols whose names may be this one, in the table's order. */
  readonly candidates: (name: SymbolName) => readonly number[];
  /** How many bytes it keeps. */
  readonly size: number;
}

const DT_HASH = 4;
const DT_GNU_HASH = 0x6fff_fef5;
const DT_MIPS_XHASH = 0x7000_0036;

/**
 * The hash table that ld.so uses (glibc, elf/dl-setup_hash.c): DT_GNU_HASH before DT_HASH; `undefined` without either. Fails where there is only the
 * one of MIPS, DT_MIPS_XHASH.
 */
export const openSymbolHash = (file: ElfFile, { value }: DynamicSection, tables: ElfTables): SymbolHash | undefined => {
  const gnuAt = value(DT_GNU_HASH);
  if (gnuAt !== undefined) return gnuHashTable(file, tables, gnuAt);
  const at = value(DT_HASH);
  if (at !== undefined) return elfHashTable(tables, at);
  if (value(DT_MIPS_XHASH) !== undefined) throw new ElfDamageError("its symbols are found by DT_MIPS_XHASH only");
  return undefined;
};

const WHAT = "the hash table of symbols";

const elfHashTable = (tables: ElfTables, at: number): SymbolHash => {
  const header = tables.fields(at, 8, WHAT);
  const [bucketCount, count] = [header.word(0), header.word(4)];
  const table = tables.fields(at, 8 + (bucketCount + count) * 4, WHAT);
  const chainAt = 8 + bucketCount * 4;
  return {
    count,
    size: 8 + (bucketCount + count) * 4,
    candidates: ({ bytes }) => {
      if (bucketCount === 0) return [];
      const found: number[] = [];
      let index = table.word(8 + (elfHashOf(bytes) % bucketCount) * 4);
      while (index !== 0 && index < count && found.length < count) {
        found.push(index);
        index = table.word(chainAt + index * 4);
      }
      return found;
    },
  };
};

const gnuHashTable = (file: ElfFile, tables: ElfTables, at: number): SymbolHash => {
  const header = tables.fields(at, 16, WHAT);
  const [bucketCount, first, bloomCount, shift] = [header.word(0), header.word(4), header.word(8), header.word(12)];
  const bucketsAt = 16 + (bloomCount * file.bits) / 8;
  const chainAt = bucketsAt + bucketCount * 4;
  const fixed = tables.fields(at, chainAt, WHAT);
  let last = 0;
  for (let bucket = bucketsAt; bucket < chainAt; bucket += 4) last = Math.max(last, fixed.word(bucket));
  // The chain of the last bucket ends with the table.
  while (last >= first && (tables.fields(at + chainAt + (last - first) * 4, 4, WHAT).word(0) & 1) === 0) last += 1;
  const count = Math.max(first, last + 1);
  const chain = tables.fields(at + chainAt, (count - first) * 4, WHAT);
  const mayHold = bloomFilter(fixed, file, bloomCount, shift);
  return {
    count,
    size: chainAt + (count - first) * 4,
    candidates: ({ gnuHash }) => {
      if (bucketCount === 0 || !mayHold(gnuHash)) return [];
      const bucket = fixed.word(bucketsAt + (gnuHash % bucketCount) * 4);
      if (bucket < first) return [];
      const found: number[] = [];
      for (let index = bucket; index < count; index += 1) {
        const hash = chain.word((index - first) * 4);
        if (((hash ^ gnuHash) & ~1) === 0) found.push(index);
        if ((hash & 1) === 1) break;
      }
      return found;
    },
  };
};

/** The Bloom filter before the buckets: two bits of one word, which is as wide as an address. */
const bloomFilter = (table: Fields, { bits, endian }: ElfFile, count: number, shift: number): ((hash: number) => boolean) => {
  if (count === 0) return () => true;
  // The half of a word of 64 bits that holds its lower bits comes first in one byte order, last in the other.
  const [low, high] = endian === "little" ? [0, 4] : [4, 0];
  const hasBit = (at: number, bit: number): boolean =>
    ((table.word(at + (bits === 32 ? 0 : bit < 32 ? low : high)) >>> (bit % 32)) & 1) === 1;
  return (hash) => {
    const at = 16 + ((Math.floor(hash / bits) & (count - 1)) * bits) / 8;
    return hasBit(at, hash % bits) && hasBit(at, (hash >>> shift) % bits);
  };
};
