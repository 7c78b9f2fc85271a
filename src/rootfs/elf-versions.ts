import { type DynamicSection, openDynamic, type Place } from "./dynamic-section.ts";
import { ElfDamageError, type ElfFile, type Fields, openElf, type ReadRange } from "./elf-file.ts";
import { readSegments } from "./elf-segments.ts";
import type { HostNode, HostRootfs } from "./host-rootfs.ts";
import { readHostRange } from "./read-file.ts";

/** The versions that a file needs of another one. */
export interface NeededVersions {
  /** The other file, by the name under which it is loaded. */
  readonly file: string;
  /** Those without which ld.so does not start the program. */
  readonly names: readonly string[];
  /** Those of weak symbols alone (VER_FLG_WEAK), which may lack. */
  readonly weakNames: readonly string[];
}

const DT_VERDEF = 0x6fff_fffc;
const DT_VERNEED = 0x6fff_fffe;

const VER_FLG_BASE = 0x1;
const VER_FLG_WEAK = 0x2;

/** Records that follow each other; more than any library has (libc has some 50). */
const MAX_RECORDS = 4096;

/** The versions of an ELF file, for those who link it. */
export interface ElfVersions {
  /** The versions that it needs of other files: DT_VERNEED. */
  readonly needed: readonly NeededVersions[];
  /** The names of the versions that it defines, its own name among them: DT_VERDEF. `undefined`: it has no versions at all. */
  readonly defined: readonly string[] | undefined;
}

/** The versions of an ELF file by its dynamic section. Throws an ElfDamageError. `read`: see readElf. */
export const readElfVersions = (read: ReadRange, size: number): ElfVersions => {
  const file = openElf(read, size);
  const header = file.fields(0, file.bits === 32 ? 52 : 64, "the header");
  const section = openDynamic(file, readSegments(file, header));
  if (section === undefined) return { needed: [], defined: undefined };
  const needed = neededVersionsOf(file, section).map(({ file: name, versions }) => ({
    file: name,
    names: versions.filter(({ isWeak }) => !isWeak).map((version) => version.name),
    weakNames: versions.filter(({ isWeak }) => isWeak).map((version) => version.name),
  }));
  return { needed, defined: definedVersionsOf(file, section)?.map(({ name }) => name) };
};

/** The versions of a host file; `undefined` where they can't be read. */
export const readHostVersions = (rootfs: HostRootfs, node: HostNode): ElfVersions | undefined => {
  try {
    return readElfVersions((offset, length) => readHostRange(rootfs, node, offset, length), node.size);
  } catch (failure) {
    if (failure instanceof ElfDamageError) return undefined;
    throw failure;
  }
};

/** A version that a file needs of another one. */
export interface NeededVersion {
  readonly name: string;
  readonly isWeak: boolean;
  /** How the symbols' DT_VERSYM name it; the highest bit says that no symbol without a version will do. */
  readonly index: number;
}

/** The records of DT_VERNEED (Elf32_Verneed of elf.h), followed to their end as glibc's elf/dl-version.c does: it does not count them. */
export const neededVersionsOf = (
  file: ElfFile,
  { value, placeOf, stringAt }: DynamicSection,
): readonly { readonly file: string; readonly versions: readonly NeededVersion[] }[] => {
  const address = value(DT_VERNEED);
  if (address === undefined) return [];
  const what = "the table of needed versions";
  const table: Table = { file, place: placeOf(address, what), what };
  return [...recordsOf(table, 0, NEED)].map(({ at, record }) => {
    if (record.half(0) !== 1) throw new ElfDamageError(`${what} has the format ${record.half(0)} instead of 1`);
    const versions = [...recordsOf(table, at + record.word(8), NEEDED_VERSION)].map((version) => ({
      name: stringAt(version.record.word(8)),
      isWeak: (version.record.half(4) & VER_FLG_WEAK) !== 0,
      index: version.record.half(6),
    }));
    return { file: stringAt(record.word(4)), versions };
  });
};

/** A version that a file defines. */
export interface DefinedVersion {
  readonly name: string;
  readonly index: number;
  /** Whether it is the file's own name, which no symbol has as its version. */
  readonly isBase: boolean;
}

/** The records of DT_VERDEF (Elf32_Verdef), by the first of their names: further ones are those that they follow. */
export const definedVersionsOf = (file: ElfFile, { value, placeOf, stringAt }: DynamicSection): readonly DefinedVersion[] | undefined => {
  const address = value(DT_VERDEF);
  if (address === undefined) return undefined;
  const what = "the table of defined versions";
  const table: Table = { file, place: placeOf(address, what), what };
  return [...recordsOf(table, 0, DEFINITION)].map(({ at, record }) => ({
    name: stringAt(recordAt(table, at + record.word(12), DEFINED_NAME).word(0)),
    index: record.half(4),
    isBase: (record.half(2) & VER_FLG_BASE) !== 0,
  }));
};

interface Table {
  readonly file: ElfFile;
  readonly place: Place;
  readonly what: string;
}

/** How long a record is, and where in it stands how far away the next one begins. */
interface Shape {
  readonly length: number;
  readonly next: number;
}

const NEED: Shape = { length: 16, next: 12 };
const NEEDED_VERSION: Shape = { length: 16, next: 12 };
const DEFINITION: Shape = { length: 20, next: 16 };
const DEFINED_NAME: Shape = { length: 8, next: 4 };

/** The records from `start` on, which is counted in bytes from the table's begin. */
function* recordsOf(table: Table, start: number, shape: Shape): Generator<{ readonly at: number; readonly record: Fields }> {
  let at = start;
  for (let count = 0; count < MAX_RECORDS; count += 1) {
    const record = recordAt(table, at, shape);
    yield { at, record };
    const next = record.word(shape.next);
    if (next === 0) return;
    at += next;
  }
  throw new ElfDamageError(`${table.what} has more than ${MAX_RECORDS} records`);
}

const recordAt = ({ file, place, what }: Table, at: number, { length }: Shape): Fields => {
  if (at + length > place.length) throw new ElfDamageError(`${what} leaves its segment`);
  return file.fields(place.offset + at, length, what);
};
