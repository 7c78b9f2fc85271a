import { itemAt } from "../bytes/item-at.ts";
import { ALIGNMENT, type Layout, layout, packer, type Piece } from "./elf-image.ts";
import type { ElfMachine } from "./elf-machines.ts";

/** What an ELF file is to say; `runpath` and `rpath` hold `:` as they are written. */
export interface ElfSketch {
  readonly machine: ElfMachine;
  readonly needed: readonly string[];
  readonly soname: string | undefined;
  readonly runpath: string | undefined;
  readonly rpath: string | undefined;
  readonly interpreter: string | undefined;
}

/**
 * A small real ELF file (elf(5)): one loadable segment that holds everything, no sections. Its entry point is exit(0), so it runs, and as
 * an interpreter it lets what names it run. A file that names nothing at all is a static executable, any other one is ET_DYN.
 */
export const writeElf = (sketch: ElfSketch): Uint8Array =>
  frameElf(
    sketch,
    sketch.interpreter === undefined && dynamicStrings(sketch).length === 0 ? undefined : (image) => addDynamic(image, sketch),
  );

/** Puts headers, code and interpreter around what `fill` adds, which returns the dynamic section; a static executable without it. */
export const frameElf = (
  { machine, interpreter }: Pick<ElfSketch, "machine" | "interpreter">,
  fill: ((image: Layout, code: Piece) => Piece) | undefined,
): Uint8Array => {
  const pack = packer(machine);
  const isStatic = fill === undefined;
  const base = isStatic ? STATIC_BASE : 0;
  const [headerSize, segmentSize] = machine.bits === 32 ? [52, 32] : [64, 56];
  const segmentCount = isStatic ? 2 : interpreter === undefined ? 3 : 5;
  const image = layout(headerSize + segmentCount * segmentSize);

  const code = image.add(pack(machine.instructionSize === 4 ? "W" : "B", machine.exit));
  const interpreterName = interpreter === undefined ? undefined : image.add(Buffer.from(`${interpreter}\0`));
  const dynamic = fill?.(image, code);
  const whole = { offset: 0, size: image.size() };
  const table = { offset: headerSize, size: segmentCount * segmentSize };

  const segment = (type: number, flags: number, { offset, size }: Piece, align: number): Uint8Array => {
    const address = base + offset;
    return machine.bits === 32
      ? pack("W", [type, offset, address, address, size, size, flags, align])
      : pack("WWLLLLLL", [type, flags, offset, address, address, size, size, align]);
  };
  // The kernel wants PT_PHDR and PT_INTERP before PT_LOAD.
  const segments = [
    ...(interpreterName === undefined ? [] : [segment(PT_PHDR, READ, table, 4), segment(PT_INTERP, READ, interpreterName, 1)]),
    segment(PT_LOAD, READ | WRITE | EXECUTE, whole, PAGE),
    ...(dynamic === undefined ? [] : [segment(PT_DYNAMIC, READ | WRITE, dynamic, ALIGNMENT)]),
    segment(PT_GNU_STACK, READ | WRITE, { offset: 0, size: 0 }, ALIGNMENT),
  ];
  const ident = Buffer.from([0x7f, 0x45, 0x4c, 0x46, machine.bits / 32, machine.isLittle ? 1 : 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const header = pack("HHWLLLW", [isStatic ? ET_EXEC : ET_DYN, machine.number, 1, base + code.offset, headerSize, 0, machine.flags]);
  const sizes = pack("H", [headerSize, segmentSize, segments.length, 0, 0, 0]);
  return image.bytes(Buffer.concat([ident, header, sizes, ...segments]));
};

const ET_EXEC = 2;
const ET_DYN = 3;
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const PT_PHDR = 6;
const PT_GNU_STACK = 0x6474_e551;
const READ = 4;
const WRITE = 2;
const EXECUTE = 1;
const DT_NULL = 0;
const DT_NEEDED = 1;
const DT_HASH = 4;
const DT_STRTAB = 5;
const DT_SYMTAB = 6;
const DT_STRSZ = 10;
const DT_SYMENT = 11;
const DT_SONAME = 14;
const DT_RPATH = 15;
const DT_RUNPATH = 29;

const STATIC_BASE = 0x40_0000;
/** The largest page among the machines. */
const PAGE = 0x1_0000;

/** The tags whose value is a string, in the order in which linkers write them. */
export const dynamicStrings = ({
  needed,
  soname,
  runpath,
  rpath,
}: Omit<ElfSketch, "machine">): (readonly [tag: number, text: string])[] => [
  ...needed.map((name) => [DT_NEEDED, name] as const),
  ...[[DT_SONAME, soname] as const, [DT_RPATH, rpath] as const, [DT_RUNPATH, runpath] as const].flatMap(([tag, text]) =>
    text === undefined ? [] : [[tag, text] as const],
  ),
];

/** An empty symbol table with its hash table, which ld.so(8) wants to see, the strings, and the dynamic section itself. */
const addDynamic = (image: Layout, sketch: ElfSketch): Piece => {
  const pack = packer(sketch.machine);
  const symbolSize = sketch.machine.bits === 32 ? 16 : 24;
  const hash = image.add(pack("W", [1, 1, 0, 0]));
  const symbols = image.add(new Uint8Array(symbolSize));
  const strings = dynamicStrings(sketch);
  const starts = strings.map((_, index) => Buffer.byteLength(["", ...strings.slice(0, index).map(([, text]) => text), ""].join("\0")));
  const table = image.add(Buffer.from(["", ...strings.map(([, text]) => text), ""].join("\0")));
  const tags = [
    ...strings.map(([tag], index) => [tag, itemAt(starts, index)]),
    [DT_HASH, hash.offset],
    [DT_STRTAB, table.offset],
    [DT_SYMTAB, symbols.offset],
    [DT_STRSZ, table.size],
    [DT_SYMENT, symbolSize],
    [DT_NULL, 0],
  ];
  return image.add(pack("L", tags.flat()));
};
