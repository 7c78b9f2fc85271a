import { type DynamicSection, openDynamic } from "./dynamic-section.ts";
import { ElfDamageError, type ElfFile, openElf, type ReadRange } from "./elf-file.ts";
import { readSymbolUses, type SymbolUse } from "./elf-relocations.ts";
import { readSegments } from "./elf-segments.ts";
import { elfTables } from "./elf-tables.ts";
import type { HostNode, HostRootfs } from "./host-rootfs.ts";
import { definesSymbol, isLocal, type SymbolReference } from "./look-up-symbol.ts";
import { mipsSlots } from "./mips-slots.ts";
import { readHostRange } from "./read-file.ts";
import { openSymbolHash } from "./symbol-hash.ts";
import { symbolName } from "./symbol-names.ts";
import { openSymbolTable, type SymbolTable } from "./symbol-table.ts";

/** The symbols of an ELF file, for those who link it. */
export interface ElfSymbols {
  /** What its relocations want of other files; weak symbols may lack and are left out. */
  readonly references: readonly SymbolReference[];
  /** Whether it has what another file wants. */
  readonly defines: (reference: SymbolReference) => boolean;
  /** How many bytes it keeps. */
  readonly size: number;
}

/** The symbols of an ELF file by its dynamic section; none without one. `undefined` where they can't be read. `read`: see readElf. */
export const readElfSymbols = (read: ReadRange, size: number): ElfSymbols | undefined => {
  try {
    const file = openElf(read, size);
    const header = file.fields(0, file.bits === 32 ? 52 : 64, "the header");
    const section = openDynamic(file, readSegments(file, header));
    return section === undefined ? { references: [], defines: () => false, size: 0 } : symbolsOf(file, section, header.half(18));
  } catch (failure) {
    if (failure instanceof ElfDamageError) return undefined;
    throw failure;
  }
};

export const readHostSymbols = (rootfs: HostRootfs, node: HostNode): ElfSymbols | undefined =>
  readElfSymbols((offset, length) => readHostRange(rootfs, node, offset, length), node.size);

const NO_SYMBOLS: ElfSymbols = { references: [], defines: () => false, size: 0 };

const symbolsOf = (file: ElfFile, section: DynamicSection, machine: number): ElfSymbols => {
  const tables = elfTables(file, section);
  const hash = openSymbolHash(file, section, tables);
  const uses = readSymbolUses(file, section, tables, machine);
  const slots = mipsSlots(section, machine);
  const used = [...uses.values()].flatMap((indexes) => [...indexes]);
  const count = used.reduce((most, index) => Math.max(most, index + 1), Math.max(hash?.count ?? 0, slots.end));
  if (count === 0) return NO_SYMBOLS;
  const table = openSymbolTable(file, section, tables, count);
  const references = [...uses, ...slots.uses(table)].flatMap(([use, indexes]) =>
    [...indexes].flatMap((index) => referenceOf(table, index, use) ?? []),
  );
  if (hash === undefined) return { references, defines: () => false, size: table.size };
  return { references, defines: (reference) => definesSymbol({ machine, hash, table }, reference), size: table.size + hash.size };
};

const STB_GLOBAL = 1;
const SHN_UNDEF = 0;

/** What a symbol that is used wants of other files: only global ones that are not defined here, and what is to be copied. */
const referenceOf = (table: SymbolTable, index: number, use: SymbolUse): SymbolReference | undefined => {
  const symbol = table.symbol(index);
  if (symbol.binding !== STB_GLOBAL || isLocal(symbol) || (symbol.section !== SHN_UNDEF && use !== "copy")) return undefined;
  const its = table.versionIndex(index);
  return { name: symbolName(table.name(index)), version: its === undefined ? undefined : table.version(its.index), use };
};
