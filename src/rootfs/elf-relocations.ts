import type { DynamicSection } from "./dynamic-section.ts";
import type { ElfFile } from "./elf-file.ts";
import type { ElfTables } from "./elf-tables.ts";

/**
 * What a relocation uses a symbol for: a call (DT_JMPREL), which may be bound when it comes; anything else, which is bound at start; or a copy of a
 * library's data in the program, which is a definition that wants another one.
 */
export type SymbolUse = "call" | "data" | "copy";

/** The indexes of symbols by what they are used for. */
export type SymbolUses = ReadonlyMap<SymbolUse, ReadonlySet<number>>;

const DT_PLTRELSZ = 2;
const DT_RELA = 7;
const DT_REL = 17;
const DT_PLTREL = 20;
const DT_JMPREL = 23;
const DT_RELACOUNT = 0x6fff_fff9;
const DT_RELCOUNT = 0x6fff_fffa;

const MIPS = 8;
const R_MIPS_REL32 = 3;

/** R_*_COPY by e_machine (elf.h). */
const COPY: Readonly<Record<number, number>> = {
  2: 19,
  3: 5,
  8: 126,
  20: 19,
  21: 19,
  22: 9,
  40: 20,
  42: 162,
  62: 5,
  183: 1024,
  243: 4,
  258: 4,
};

/** The indexes of the symbols that relocations name, as glibc's elf/do-rel.h goes through them; the first ones of DT_REL are known to name none. */
export const readSymbolUses = (file: ElfFile, { value }: DynamicSection, tables: ElfTables, machine: number): SymbolUses => {
  const [call, data, copy] = [new Set<number>(), new Set<number>(), new Set<number>()];
  const callsAt = value(DT_JMPREL);
  const callsSize = value(DT_PLTRELSZ);
  const calls = callsAt === undefined || callsSize === undefined ? undefined : { begin: callsAt, end: callsAt + callsSize };

  const readTable = (begin: number, end: number, hasAddend: boolean, isOfCalls: boolean): void => {
    const length = (file.bits / 8) * (hasAddend ? 3 : 2);
    const count = Math.max(0, Math.floor((end - begin) / length));
    if (count === 0) return;
    const table = tables.fields(begin, count * length, "a table of relocations");
    for (let at = 0; at < count * length; at += length) {
      // Some machines let DT_REL run on over DT_JMPREL.
      if (!isOfCalls && calls !== undefined && begin + at >= calls.begin && begin + at < calls.end) continue;
      const { symbol, type } = relocationAt(table, at, file, machine);
      // What R_MIPS_REL32 refers to has a slot of the global offset table, which is bound in its place.
      if (symbol === 0 || (machine === MIPS && type === R_MIPS_REL32)) continue;
      (type === COPY[machine] ? copy : isOfCalls ? call : data).add(symbol);
    }
  };

  for (const [tag, countTag] of [
    [DT_RELA, DT_RELACOUNT],
    [DT_REL, DT_RELCOUNT],
  ] as const) {
    const begin = value(tag);
    // DT_RELASZ and DT_RELAENT follow DT_RELA, and so it is with DT_REL.
    const size = value(tag + 1);
    if (begin === undefined || size === undefined) continue;
    const relative = (value(countTag) ?? 0) * (file.bits / 8) * (tag === DT_RELA ? 3 : 2);
    readTable(begin + relative, begin + size, tag === DT_RELA, false);
  }
  if (calls !== undefined) readTable(calls.begin, calls.end, value(DT_PLTREL) === DT_RELA, true);
  return new Map([
    ["call", call],
    ["data", data],
    ["copy", copy],
  ]);
};

/** r_info (elf.h). With 64 bits, MIPS has the symbol before four bytes of types, in either byte order. */
const relocationAt = (
  table: { readonly word: (at: number) => number; readonly byte: (at: number) => number },
  at: number,
  { bits, endian }: ElfFile,
  machine: number,
): { readonly symbol: number; readonly type: number } => {
  if (bits === 32) {
    const info = table.word(at + 4);
    return { symbol: info >>> 8, type: info & 0xff };
  }
  if (machine === MIPS) return { symbol: table.word(at + 8), type: table.byte(at + 15) };
  const [symbolAt, typeAt] = endian === "little" ? [at + 12, at + 8] : [at + 8, at + 12];
  return { symbol: table.word(symbolAt), type: table.word(typeAt) };
};
