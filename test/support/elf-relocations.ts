import { type Layout, packer, type Piece } from "../../src/manifest/elf-image.ts";
import type { ElfMachine } from "../../src/manifest/elf-machines.ts";
import type { SymbolRow } from "./elf-symbol-rows.ts";

const DT_PLTRELSZ = 2;
const DT_PLTGOT = 3;
const DT_RELA = 7;
const DT_REL = 17;
const DT_PLTREL = 20;
const DT_JMPREL = 23;
const DT_MIPS_RLD_VERSION = 0x7000_0001;
const DT_MIPS_FLAGS = 0x7000_0005;
const DT_MIPS_BASE_ADDRESS = 0x7000_0006;
const DT_MIPS_LOCAL_GOTNO = 0x7000_000a;
const DT_MIPS_SYMTABNO = 0x7000_0011;
const DT_MIPS_GOTSYM = 0x7000_0013;

/** R_*_JUMP_SLOT, R_*_GLOB_DAT and R_*_COPY of each e_machine (elf.h). */
const TYPES: Readonly<Record<number, { readonly call: number; readonly data: number; readonly copy: number }>> = {
  3: { call: 7, data: 6, copy: 5 },
  40: { call: 22, data: 21, copy: 20 },
  62: { call: 7, data: 6, copy: 5 },
  183: { call: 1026, data: 1025, copy: 1024 },
};

/** What the slots of the global offset table before the first symbol's are for: the dynamic section, and two of ld.so's. */
const RESERVED = 3;

interface Relocated {
  readonly symbols: readonly SymbolRow[];
  readonly code: Piece;
  readonly data: Piece;
}

/** The relocations that refer to symbols, and their global offset table; returns the tags. */
export const relocationsOf = (image: Layout, machine: ElfMachine, { symbols, code, data }: Relocated): readonly (readonly number[])[] => {
  const pack = packer(machine);
  const word = machine.bits / 8;
  if (machine.number === 8) {
    // MIPS has a slot for each symbol from DT_MIPS_GOTSYM on, and no relocations for them.
    const first = symbols.findIndex(({ isDefined }) => !isDefined);
    const gotSymbol = first < 0 ? symbols.length + 1 : first + 1;
    const slots = symbols.slice(gotSymbol - 1).map(({ type }) => (type === 2 ? code.offset : 0));
    const got = image.add(pack("L", [0, 0x8000_0000, ...slots]));
    return [
      [DT_PLTGOT, got.offset],
      [DT_MIPS_RLD_VERSION, 1],
      [DT_MIPS_FLAGS, 2],
      [DT_MIPS_BASE_ADDRESS, 0],
      [DT_MIPS_LOCAL_GOTNO, 2],
      [DT_MIPS_SYMTABNO, symbols.length + 1],
      [DT_MIPS_GOTSYM, gotSymbol],
    ];
  }
  const types = TYPES[machine.number];
  if (types === undefined) throw new Error(`relocations of the machine ${machine.number} are not known`);
  const got = image.add(pack("L", [...Array.from({ length: RESERVED }, () => 0), ...symbols.map(() => code.offset)]));
  const hasAddend = machine.bits === 64;
  const entry = (by: "call" | "data" | "copy", index: number): Uint8Array => {
    const place = by === "copy" ? data.offset : got.offset + (RESERVED + index) * word;
    const symbol = index + 1;
    if (machine.bits === 32) return pack("W", [place, symbol * 256 + types[by]]);
    return Buffer.concat([pack("L", [place]), pack("W", machine.isLittle ? [types[by], symbol] : [symbol, types[by]]), pack("L", [0])]);
  };
  const entriesOf = (wanted: readonly SymbolRow["by"][]): Uint8Array =>
    Buffer.concat(symbols.flatMap(({ by }, index) => (by !== "nothing" && wanted.includes(by) ? [entry(by, index)] : [])));
  const atStart = entriesOf(["data", "copy"]);
  const atCall = entriesOf(["call"]);
  const kind = hasAddend ? DT_RELA : DT_REL;
  // DT_RELASZ and DT_RELAENT follow DT_RELA, and so it is with DT_REL.
  const startTags = [
    [kind, image.add(atStart).offset],
    [kind + 1, atStart.length],
    [kind + 2, hasAddend ? 3 * word : 2 * word],
  ];
  const callTags = [
    [DT_JMPREL, image.add(atCall).offset],
    [DT_PLTRELSZ, atCall.length],
    [DT_PLTREL, kind],
    [DT_PLTGOT, got.offset],
  ];
  return [...(atStart.length === 0 ? [] : startTags), ...(atCall.length === 0 ? [] : callTags)];
};
