import { openDynamic } from "./dynamic-section.ts";
import type { ElfFile } from "./elf-file.ts";
import type { Segment } from "./elf-segments.ts";

/** What the dynamic section tells ld.so(8). */
export interface Dynamic {
  /** DT_NEEDED in the file's order. */
  readonly needed: readonly string[];
  readonly soname: string | undefined;
  /** DT_RUNPATH and DT_RPATH, split at `:`. */
  readonly runpath: readonly string[];
  readonly rpath: readonly string[];
  /** Whether all functions are bound at start, not at their first call: DF_BIND_NOW, DF_1_NOW or DT_BIND_NOW. */
  readonly bindsNow: boolean;
  /** Whether its needs are not searched in the loader's own directories: DF_1_NODEFLIB. */
  readonly ignoresDefaultDirectories: boolean;
}

const NOTHING: Dynamic = {
  needed: [],
  soname: undefined,
  runpath: [],
  rpath: [],
  bindsNow: false,
  ignoresDefaultDirectories: false,
};

const DT_NEEDED = 1;
const DT_SONAME = 14;
const DT_RPATH = 15;
const DT_BIND_NOW = 24;
const DT_RUNPATH = 29;
const DT_FLAGS = 30;
const DT_FLAGS_1 = 0x6fff_fffb;

const DF_BIND_NOW = 0x8;
const DF_1_NOW = 0x1;
const DF_1_NODEFLIB = 0x800;

/** What the dynamic section (elf(5)) says; a file without one needs nothing. */
export const readDynamic = (file: ElfFile, segments: readonly Segment[]): Dynamic => {
  const section = openDynamic(file, segments);
  if (section === undefined) return NOTHING;
  const { value, values, stringAt } = section;
  const stringOf = (tag: number): string | undefined => {
    const at = value(tag);
    return at === undefined ? undefined : stringAt(at);
  };
  const hasFlag = (tag: number, flag: number): boolean => {
    const flags = value(tag);
    // A flag below 2^31, in a number of up to 64 bits.
    return flags !== undefined && Math.floor(flags / flag) % 2 === 1;
  };
  return {
    needed: values(DT_NEEDED).map(stringAt),
    soname: stringOf(DT_SONAME),
    runpath: stringOf(DT_RUNPATH)?.split(":") ?? [],
    rpath: stringOf(DT_RPATH)?.split(":") ?? [],
    bindsNow: hasFlag(DT_FLAGS, DF_BIND_NOW) || hasFlag(DT_FLAGS_1, DF_1_NOW) || value(DT_BIND_NOW) !== undefined,
    ignoresDefaultDirectories: hasFlag(DT_FLAGS_1, DF_1_NODEFLIB),
  };
};
