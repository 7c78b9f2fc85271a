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

/** The largest real programs have some hundred tags. */
const MAX_TAGS = 8192;
/** Bytes of all strings together; a few kilobytes are much. Tags may share strings, so that the size of the file sets no limit. */
const MAX_STRINGS = 64 * 1024;

/** The dynamic section (elf(5)); a file without one needs nothing. */
export const readDynamic = (file: ElfFile, segments: readonly Segment[]): Dynamic => {
  const segment = segments.find(({ type, fileSize }) => type === PT_DYNAMIC && fileSize > 0);
  if (segment === undefined) return { needed: [], soname: undefined, runpath: [], rpath: [] };
  const tags = readTags(file, segment);
  const valuesOf = (wanted: number): number[] => tags.filter(([tag]) => tag === wanted).map(([, value]) => value);
  const [address] = valuesOf(DT_STRTAB);
  const [size] = valuesOf(DT_STRSZ);
  let left = MAX_STRINGS;
  const stringAt = (at: number): string => {
    if (address === undefined || size === undefined) throw new ElfDamageError("the dynamic section names no string table");
    if (at >= size) throw new ElfDamageError(`a string of the dynamic section begins at byte ${at} of a table of ${size}`);
    const text = file.text(offsetOf(segments, address, size) + at, Math.min(size - at, left), "a string of the dynamic section");
    left -= text.length + 1;
    return text;
  };
  const stringsOf = (wanted: number): string[] => valuesOf(wanted).map(stringAt);
  const pathsOf = (wanted: number): string[] => stringsOf(wanted).flatMap((paths) => paths.split(":"));
  return { needed: stringsOf(DT_NEEDED), soname: stringsOf(DT_SONAME)[0], runpath: pathsOf(DT_RUNPATH), rpath: pathsOf(DT_RPATH) };
};

/** Tags and their values up to DT_NULL, without which the section is cut off. */
const readTags = (file: ElfFile, { offset, fileSize }: Segment): (readonly [tag: number, value: number])[] => {
  const half = file.bits / 8;
  file.check(offset, fileSize, "the dynamic section");
  const count = Math.min(Math.floor(fileSize / (2 * half)), MAX_TAGS);
  const section = file.fields(offset, count * 2 * half, "the dynamic section");
  const tags: (readonly [tag: number, value: number])[] = [];
  for (let at = 0; at < count * 2 * half; at += 2 * half) {
    const tag = section.long(at);
    if (tag === DT_NULL) return tags;
    tags.push([tag, section.long(at + half)]);
  }
  throw new ElfDamageError(count === MAX_TAGS ? `the dynamic section has more than ${MAX_TAGS} tags` : "the dynamic section has no end");
};

/** Where in the file the bytes of an address range lie. */
const offsetOf = (segments: readonly Segment[], address: number, length: number): number => {
  const holder = segments.find(
    (each) => each.type === PT_LOAD && each.address <= address && address + length <= each.address + each.fileSize,
  );
  if (holder === undefined) throw new ElfDamageError("the string table lies in no loadable segment");
  return address - holder.address + holder.offset;
};
