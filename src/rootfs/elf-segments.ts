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

/** The program headers that the file header announces; none for relocatable files. Loadable segments lie within the file. */
export const readSegments = (file: ElfFile, header: Fields): readonly Segment[] => {
  const [tableAt, entrySize, count, standardSize] =
    file.bits === 32 ? [header.long(28), header.half(42), header.half(44), 32] : [header.long(32), header.half(54), header.half(56), 56];
  if (count === 0) return [];
  if (count === PN_XNUM) throw new ElfDamageError("it has too many program headers");
  if (entrySize !== standardSize) throw new ElfDamageError(`a program header has ${entrySize} bytes instead of ${standardSize}`);
  const table = file.fields(tableAt, count * entrySize, "the table of program headers");
  const segments = Array.from({ length: count }, (_, index) => readSegment(file, table, index * entrySize));
  for (const segment of segments) if (segment.type === PT_LOAD) file.check(segment.offset, segment.fileSize, "a loadable segment");
  return segments;
};

const readSegment = (file: ElfFile, table: Fields, at: number): Segment =>
  file.bits === 32
    ? { type: table.word(at), offset: table.long(at + 4), address: table.long(at + 8), fileSize: table.long(at + 16) }
    : { type: table.word(at), offset: table.long(at + 8), address: table.long(at + 16), fileSize: table.long(at + 32) };
