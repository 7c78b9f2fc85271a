import { slice } from "./slice.ts";

/** A package that rpm has installed. */
export interface RpmPackage {
  readonly name: string;
  readonly epoch: number | undefined;
  /** Version and release: `4.0.12-r0`. */
  readonly version: string;
  readonly architecture: string;
  /** The absolute paths of what it brought. */
  readonly files: readonly string[];
}

/** The tags of a header that are read (rpm's include/rpm/rpmtag.h). */
const TAGS = { name: 1000, version: 1001, release: 1002, epoch: 1003, architecture: 1022, indices: 1116, names: 1117, directories: 1118 };

/** How many bytes an entry of the index takes: tag, type, offset and count. */
const ENTRY = 16;

/**
 * Reads a header as the database has it: the number of entries and of bytes, the index, the data; all numbers big-endian (rpm's
 * docs/manual/format_header.md, without its magic). Throws a RangeError where it is damaged.
 */
export const readHeader = (blob: Buffer): RpmPackage => {
  const entries = blob.readUInt32BE(0);
  const begin = 8 + entries * ENTRY;
  const data = slice(blob, begin, blob.readUInt32BE(4));
  const index = new Map(
    Array.from({ length: entries }, (_, at) => {
      const entry = 8 + at * ENTRY;
      return [blob.readUInt32BE(entry), { offset: blob.readUInt32BE(entry + 8), count: blob.readUInt32BE(entry + 12) }] as const;
    }),
  );
  const texts = (tag: number): readonly string[] => {
    const { offset, count } = index.get(tag) ?? { offset: 0, count: 0 };
    return textsAt(data, offset, count);
  };
  const numbers = (tag: number): readonly number[] => {
    const { offset, count } = index.get(tag) ?? { offset: 0, count: 0 };
    const bytes = slice(data, offset, count * 4);
    return Array.from({ length: count }, (_, at) => bytes.readUInt32BE(at * 4));
  };
  const [name = "", version = "", release = "", architecture = ""] = [TAGS.name, TAGS.version, TAGS.release, TAGS.architecture].map(
    (tag) => texts(tag)[0],
  );
  const directories = texts(TAGS.directories);
  const names = texts(TAGS.names);
  return {
    name,
    epoch: numbers(TAGS.epoch)[0],
    version: `${version}-${release}`,
    architecture,
    files: numbers(TAGS.indices).map((directory, at) => `${directories[directory] ?? ""}${names[at] ?? ""}`),
  };
};

/** Strings that stand one behind the other, each with a NUL at its end. */
const textsAt = (data: Buffer, offset: number, count: number): readonly string[] => {
  const texts: string[] = [];
  for (let begin = offset; texts.length < count;) {
    const end = data.indexOf(0, begin);
    if (end === -1) throw new RangeError("a string without end");
    texts.push(data.toString("utf8", begin, end));
    begin = end + 1;
  }
  return texts;
};
