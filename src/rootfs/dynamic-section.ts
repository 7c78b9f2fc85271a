import { ElfDamageError, type ElfFile } from "./elf-file.ts";
import { PT_DYNAMIC, PT_LOAD, type Segment } from "./elf-segments.ts";

/** A dynamic section, and access to what its tags point to. */
export interface DynamicSection {
  /** The value of a tag; of several the last, as in ld.so. */
  readonly value: (tag: number) => number | undefined;
  /** The values of a tag that stands there often, in the file's order. */
  readonly values: (tag: number) => readonly number[];
  /** The string at an offset in the string table. */
  readonly stringAt: (offset: number) => string;
  /** Where an address lies in the file, and how many bytes of its segment follow; `what` names it. */
  readonly placeOf: (address: number, what: string) => Place;
}

/** A run of bytes in the file. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

const DT_NULL = 0;
const DT_STRTAB = 5;
const DT_STRSZ = 10;

/** The largest real programs have some hundred tags. */
const MAX_TAGS = 8192;
/** Bytes of all strings together; a few kilobytes are much. Tags may share strings, so that the size of the file sets no limit. */
const MAX_STRINGS = 64 * 1024;

/** The dynamic section (elf(5)); `undefined` for a file without one. */
export const openDynamic = (file: ElfFile, segments: readonly Segment[]): DynamicSection | undefined => {
  const segment = segments.find(({ type, fileSize }) => type === PT_DYNAMIC && fileSize > 0);
  if (segment === undefined) return undefined;
  const tags = readTags(file, segment);
  const last = new Map(tags);
  const values = (wanted: number): number[] => tags.filter(([tag]) => tag === wanted).map(([, value]) => value);
  const value = (wanted: number): number | undefined => last.get(wanted);
  const placeOf = (address: number, what: string): Place => {
    const holder = segments.find((each) => each.type === PT_LOAD && each.address <= address && address < each.address + each.fileSize);
    if (holder === undefined) throw new ElfDamageError(`${what} lies in no loadable segment`);
    return { offset: address - holder.address + holder.offset, length: holder.address + holder.fileSize - address };
  };
  const address = value(DT_STRTAB);
  const size = value(DT_STRSZ);
  let left = MAX_STRINGS;
  const stringAt = (at: number): string => {
    if (address === undefined || size === undefined) throw new ElfDamageError("the dynamic section names no string table");
    if (at >= size) throw new ElfDamageError(`a string of the dynamic section begins at byte ${at} of a table of ${size}`);
    const table = placeOf(address, "the string table");
    if (size > table.length) throw new ElfDamageError("the string table lies in no loadable segment");
    const text = file.text(table.offset + at, Math.min(size - at, left), "a string of the dynamic section");
    left -= text.length + 1;
    return text;
  };
  return { value, values, stringAt, placeOf };
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
