import type { SymbolUse } from "./elf-relocations.ts";
import type { SymbolHash } from "./symbol-hash.ts";
import { isSameName, type SymbolName } from "./symbol-names.ts";
import type { ElfSymbol, SymbolTable, SymbolVersion } from "./symbol-table.ts";

/** A symbol that another file must define. */
export interface SymbolReference {
  readonly name: SymbolName;
  readonly version: SymbolVersion | undefined;
  readonly use: SymbolUse;
}

/** What of a file a symbol is looked up in. */
export interface SearchedFile {
  readonly machine: number;
  readonly hash: SymbolHash;
  readonly table: SymbolTable;
}

const STB_GLOBAL = 1;
const STB_WEAK = 2;
const STB_GNU_UNIQUE = 10;
const STT_TLS = 6;
/** STT_NOTYPE, STT_OBJECT, STT_FUNC, STT_COMMON, STT_TLS, STT_GNU_IFUNC. */
const DEFINING_TYPES: readonly number[] = [0, 1, 2, 5, STT_TLS, 10];
const STV_INTERNAL = 1;
const STV_HIDDEN = 2;
const SHN_UNDEF = 0;
const SHN_ABS = 0xfff1;
const MIPS = 8;
const STO_MIPS_PLT = 8;
/** 0 is a local symbol, 1 one without a version, 2 the first version of a library. */
const FIRST_LATER_VERSION = 3;

/** Whether a file defines a symbol: do_lookup_x and check_match of glibc's elf/dl-lookup.c, for one file. */
export const definesSymbol = (file: SearchedFile, reference: SymbolReference): boolean => {
  const { hash, table } = file;
  const defaults: ElfSymbol[] = [];
  for (const index of hash.candidates(reference.name)) {
    const symbol = table.symbol(index);
    if (!mayDefine(symbol, reference, file) || !isSameName(table.name(index), reference.name.bytes)) continue;
    const match = versionMatch(file, index, reference.version);
    if (match === "yes") return isVisible(symbol);
    if (match === "default") defaults.push(symbol);
  }
  // Of several versions none is the one that was meant.
  return defaults.length === 1 && defaults.every(isVisible);
};

const mayDefine = ({ type, section, value, other }: ElfSymbol, { use }: SymbolReference, { machine }: SearchedFile): boolean => {
  if (value === 0 && section !== SHN_ABS && type !== STT_TLS) return false;
  // Data may refer to the program's own entry for a function that a library defines; a call would lead back to itself.
  if (section === SHN_UNDEF && (use !== "data" || (machine === MIPS && (other & STO_MIPS_PLT) === 0))) return false;
  return DEFINING_TYPES.includes(type);
};

/** `default`: the symbol has a version, nobody asked for one, and it will do where there is no other one of its name. */
const versionMatch = ({ table }: SearchedFile, index: number, wanted: SymbolVersion | undefined): "yes" | "default" | "no" => {
  const its = table.versionIndex(index);
  if (its === undefined) return "yes";
  if (wanted === undefined) {
    if (its.index < FIRST_LATER_VERSION) return "yes";
    return its.isHidden ? "no" : "default";
  }
  const version = table.version(its.index);
  if (version?.name === wanted.name) return "yes";
  return wanted.isStrict || version !== undefined || its.isHidden ? "no" : "yes";
};

const isVisible = (symbol: ElfSymbol): boolean => !isLocal(symbol) && [STB_GLOBAL, STB_WEAK, STB_GNU_UNIQUE].includes(symbol.binding);

/** Whether a symbol is of its own file only (STV_HIDDEN, STV_INTERNAL), however it is bound. */
export const isLocal = ({ visibility }: ElfSymbol): boolean => visibility === STV_HIDDEN || visibility === STV_INTERNAL;
