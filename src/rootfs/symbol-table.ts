import type { DynamicSection } from "./dynamic-section.ts";
import { ElfDamageError, type ElfFile } from "./elf-file.ts";
import type { ElfTables } from "./elf-tables.ts";
import { definedVersionsOf, neededVersionsOf } from "./elf-versions.ts";

/** A symbol (Elf32_Sym of elf.h). */
export interface ElfSymbol {
  /** STB_*, STT_*, STV_* and the rest of st_other. */
  readonly binding: number;
  readonly type: number;
  readonly visibility: number;
  readonly other: number;
  readonly section: number;
  readonly value: number;
}

/** A version that a symbol has or wants. */
export interface SymbolVersion {
  readonly name: string;
  /** The file that is to have it; `undefined` for a version of the symbol's own file. */
  readonly file: string | undefined;
  /** Whether no symbol without a version will do. */
  readonly isStrict: boolean;
}

/** The symbols of a file, by their indexes. */
export interface SymbolTable {
  readonly symbol: (index: number) => ElfSymbol;
  /** Empty where it lies in no string table. */
  readonly name: (index: number) => Uint8Array;
  /** What DT_VERSYM says of a symbol: an index of a version, and whether only those get it that ask for it. `undefined` without versions. */
  readonly versionIndex: (index: number) => { readonly index: number; readonly isHidden: boolean } | undefined;
  readonly version: (index: number) => SymbolVersion | undefined;
  /** How many bytes it keeps. */
  readonly size: number;
}

const DT_STRTAB = 5;
const DT_SYMTAB = 6;
const DT_STRSZ = 10;
const DT_VERSYM = 0x6fff_fff0;

const HIDDEN = 0x8000;

/** The first `count` symbols of a file. */
export const openSymbolTable = (file: ElfFile, section: DynamicSection, tables: ElfTables, count: number): SymbolTable => {
  const { value } = section;
  const [symbolsAt, stringsAt, stringsSize, versionsAt] = [DT_SYMTAB, DT_STRTAB, DT_STRSZ, DT_VERSYM].map(value);
  if (symbolsAt === undefined || stringsAt === undefined || stringsSize === undefined) throw new ElfDamageError("it has no symbols");
  const length = file.bits === 32 ? 16 : 24;
  const [valueAt, infoAt, sectionAt] = file.bits === 32 ? [4, 12, 14] : [8, 4, 6];
  const symbols = tables.fields(symbolsAt, count * length, "the symbol table");
  const strings = tables.bytes(stringsAt, stringsSize, "the string table");
  const versions = readVersions(file, section);
  const indexes =
    versionsAt === undefined || versions.size === 0 ? undefined : tables.fields(versionsAt, count * 2, "the table of versions");
  return {
    symbol: (index) => {
      const at = index * length;
      const info = symbols.byte(at + infoAt);
      const other = symbols.byte(at + infoAt + 1);
      return {
        binding: info >> 4,
        type: info & 0xf,
        visibility: other & 0x3,
        other,
        section: symbols.half(at + sectionAt),
        value: symbols.long(at + valueAt),
      };
    },
    name: (index) => {
      const begin = symbols.word(index * length);
      const end = strings.indexOf(0, begin);
      return strings.subarray(begin, Math.max(begin, end));
    },
    versionIndex: (index) => {
      const word = indexes?.half(index * 2);
      return word === undefined ? undefined : { index: word & ~HIDDEN, isHidden: (word & HIDDEN) !== 0 };
    },
    version: (index) => versions.get(index),
    size: count * (length + 2) + stringsSize,
  };
};

/** l_versions of glibc's elf/dl-version.c: own versions and those of others have their indexes together. */
const readVersions = (file: ElfFile, section: DynamicSection): ReadonlyMap<number, SymbolVersion> => {
  const versions = new Map<number, SymbolVersion>();
  for (const { file: other, versions: needed } of neededVersionsOf(file, section)) {
    for (const { name, index } of needed) versions.set(index & ~HIDDEN, { name, file: other, isStrict: (index & HIDDEN) !== 0 });
  }
  for (const { name, index, isBase } of definedVersionsOf(file, section) ?? []) {
    if (!isBase) versions.set(index & ~HIDDEN, { name, file: undefined, isStrict: false });
  }
  return versions;
};
