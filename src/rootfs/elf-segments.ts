import { ElfDamageError, type ElfFile, type Fields } from "./elf-file.ts";

/** A program header (elf(5)): what of the file goes where in memory. */
export interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
}

export const PT_LOAD = 1;
export const PT_DYNAMIC = 2;
export const PT_INTERP = 3;

/** e_phnum where the real number stands elsewhere; only core dumps have so many. */
const PN_XNUM = 0xffff;

/**
 * The program headers that the file header announces; none for relocatable files, and for those whose segments lie in another file.
 * Loadable segments lie within the file.
 */
export const readSegments = (file: ElfFile, header: Fields): readonly Segment[] => {
  const [tableAt, entrySize, count, standardSize] =
    file.bits === 32 ? [header.long(28), header.half(42), header.half(44), 32] : [header.long(32), header.half(54), header.half(56), 56];
  if (count === 0) return [];
  if (count === PN_XNUM) throw new ElfDamageError("it has too many program headers");
  if (entrySize !== standardSize) throw new ElfDamageError(`a program header has ${entrySize} bytes instead of ${standardSize}`);
  const table = file.fields(tableAt, count * entrySize, "the table of program headers");
  const segments = Array.from({ length: count }, (_, index) => readSegment(file, table, index * entrySize));
  if (isFirmwareIndex(file, segments) || isDebugInformation(file, header)) return [];
  for (const segment of segments) if (segment.type === PT_LOAD) file.check(segment.offset, segment.fileSize, "a loadable segment");
  return segments;
};

const readSegment = (file: ElfFile, table: Fields, at: number): Segment =>
  file.bits === 32
    ? { type: table.word(at), offset: table.long(at + 4), address: table.long(at + 8), fileSize: table.long(at + 16) }
    : { type: table.word(at), offset: table.long(at + 8), address: table.long(at + 16), fileSize: table.long(at + 32) };

/** Firmware of Qualcomm's processors has its segments in files beside this one, name.b00 and so on (Linux, drivers/soc/qcom/mdt_loader.c). */
const isFirmwareIndex = ({ size }: ElfFile, segments: readonly Segment[]): boolean => {
  const loadable = segments.filter(({ type }) => type === PT_LOAD);
  return loadable.length > 0 && loadable.every(({ offset }) => offset >= size);
};

const SHT_NOTE = 7;
const SHT_NOBITS = 8;
const SHF_ALLOC = 2;

/**
 * What eu-strip and objcopy split off keeps all section headers, but of what would be loaded only the notes; eu-strip leaves the program
 * headers as they were, so that they point to anything.
 */
const isDebugInformation = (file: ElfFile, header: Fields): boolean => {
  const [tableAt, entrySize, count, standardSize] =
    file.bits === 32 ? [header.long(32), header.half(46), header.half(48), 40] : [header.long(40), header.half(58), header.half(60), 64];
  if (count === 0 || entrySize !== standardSize || tableAt + count * entrySize > file.size) return false;
  const table = file.fields(tableAt, count * entrySize, "the table of section headers");
  let isAnyLoaded = false;
  for (let at = 0; at < count * entrySize; at += entrySize) {
    if (table.long(at + 8) % (2 * SHF_ALLOC) < SHF_ALLOC) continue;
    if (![SHT_NOTE, SHT_NOBITS].includes(table.word(at + 4))) return false;
    isAnyLoaded = true;
  }
  return isAnyLoaded;
};
