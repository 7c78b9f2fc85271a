import { ElfDamageError, type ElfFile } from "./elf-file.ts";
import { PT_DYNAMIC, PT_LOAD, type Segment } from "./elf-segments.ts";

/** What the dynamic section tells ld.so(8). */
export interface Dynamic {
  /** DT_NEEDED in the file's order. */
  readonly needed: readonly string[];
  readonly soname: string | undefined;
  /** DT_RUNPATH and DT_RPATH, split at `:`. */
  readonly runpath: readonly string[];
  readonly rpath: readonly string[];
}

const DT_NULL = 0;
const DT_NEEDED = 1;
const DT_STRTAB = 5;
const DT_STRSZ = 10;
const DT_SONAME = 14;
const DT_RPATH = 15;
const DT_RUNPATH = 29;

/** The dynamic section (elf(5)); a file without one needs nothing. */
export const readDynamic = (file: ElfFile, segments: readonly Segment[]): Dynamic => {
  const segment = segments.find(({ type, fileSize }) => type === PT_DYNAMIC && fileSize > 0);
  if (segment === undefined) return { needed: [], soname: undefined, runpath: [], rpath: [] };
  const tags = readTags(file, segment);
  const valuesOf = (wanted: number): number[] => tags.filter(([tag]) => tag === wanted).map(([, value]) => value);
  const stringsOf = (wanted: number): string[] => valuesOf(wanted).map((at) => stringAt(at));
  const stringAt = (at: number): string => {
    const [address] = valuesOf(DT_STRTAB);
    const [size] = valuesOf(DT_STRSZ);
    if (address === undefined || size === undefined) throw new ElfDamageError("the dynamic section names no string table");
    if (at >= size) throw new ElfDamageError(`a string of the dynamic section begins at byte ${at} of a table of ${size}`);
    return file.text(offsetOf(segments, address, size) + at, size - at, "a string of the dynamic section");
  };
  const pathsOf = (wanted: number): string[] => stringsOf(wanted).flatMap((paths) => paths.split(":"));
  return { needed: stringsOf(DT_NEEDED), soname: stringsOf(DT_SONAME)[0], runpath: pathsOf(DT_RUNPATH), rpath: pathsOf(DT_RPATH) };
};

/** Tags and their values up to DT_NULL, without which the section is cut off. */
const readTags = (file: ElfFile, { offset, fileSize }: Segment): (readonly [tag: number, value: number])[] => {
  const half = file.bits / 8;
  const section = file.fields(offset, fileSize, "the dynamic section");
  const tags = Array.from({ length: Math.floor(fileSize / (2 * half)) }, (_, index) => {
    const at = index * 2 * half;
    return [section.long(at), section.long(at + half)] as const;
  });
  const end = tags.findIndex(([tag]) => tag === DT_NULL);
  if (end < 0) throw new ElfDamageError("the dynamic section has no end");
  return tags.slice(0, end);
};

/** Where in the file the bytes of an address range lie. */
const offsetOf = (segments: readonly Segment[], address: number, length: number): number => {
  const holder = segments.find(
    (each) => each.type === PT_LOAD && each.address <= address && address + length <= each.address + each.fileSize,
  );
  if (holder === undefined) throw new ElfDamageError("the string table lies in no loadable segment");
  return address - holder.address + holder.offset;
};
