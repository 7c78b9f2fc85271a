import { type Layout, packer, type Piece } from "../../src/manifest/elf-image.ts";
import { ELF_MACHINES, type ElfMachine } from "../../src/manifest/elf-machines.ts";
import { dynamicStrings, type ElfSketch, frameElf } from "../../src/manifest/write-elf.ts";
import { hashTables } from "./elf-hash-tables.ts";
import { relocationsOf } from "./elf-relocations.ts";
import { rowsOf, STT_FUNC, STT_OBJECT, type SymbolRow, type SymbolSketch, versionsOf } from "./elf-symbol-rows.ts";
import { addVersions } from "./elf-version-tables.ts";

/**
 * What an ELF file with symbols is to say. All but the machine may lack; without symbols, versions and flags it says what writeElf's sketch does
 * (but it is never static). A library with `soname: "libx.so.1"` and `defines: [{ name: "run", version: "X_1" }]` suits a program with
 * `interpreter`, `needed: ["libx.so.1"]` and `wants: [{ name: "run", version: "X_1", file: "libx.so.1" }]`. The entry point is exit(0).
 */
export interface LinkedElfSketch extends Partial<Omit<ElfSketch, "machine">>, SymbolSketch {
  /** A key of ELF_MACHINES, or a machine. */
  readonly machine: string | ElfMachine;
  /** DF_1_NOW. */
  readonly bindsNow?: boolean;
  /** DF_1_NODEFLIB. */
  readonly ignoresDefaultDirectories?: boolean;
  /** DT_HASH, DT_GNU_HASH or both of them; DT_HASH unless said otherwise. MIPS has no DT_GNU_HASH. */
  readonly hash?: "sysv" | "gnu" | "both";
}

/** An ELF file that the real ld.so loads and links; it is in memory as it is in the file. */
export const writeLinkedElf = (sketch: LinkedElfSketch): Uint8Array => {
  const machine = typeof sketch.machine === "string" ? ELF_MACHINES[sketch.machine] : sketch.machine;
  if (machine === undefined) throw new Error("no such machine");
  return frameElf({ machine, interpreter: sketch.interpreter }, (image, code) => addDynamic(image, code, machine, sketch));
};

const DT_NULL = 0;
const DT_STRTAB = 5;
const DT_SYMTAB = 6;
const DT_STRSZ = 10;
const DT_SYMENT = 11;
const DT_FLAGS_1 = 0x6fff_fffb;
const DF_1_NOW = 0x1;
const DF_1_NODEFLIB = 0x800;

/** Any index of a section but 0: defined here. */
const SOMEWHERE = 1;
const MIPS = 8;

const addDynamic = (image: Layout, code: Piece, machine: ElfMachine, sketch: LinkedElfSketch): Piece => {
  const { needed = [], soname, runpath, rpath } = sketch;
  const pack = packer(machine);
  const named = dynamicStrings({ needed, soname, runpath, rpath, interpreter: undefined });
  const versions = versionsOf(sketch);
  const rows = rowsOf(sketch, versions);
  // Those without a definition come first, as DT_GNU_HASH wants it; MIPS wants those of the global offset table at the end.
  const isMips = machine.number === MIPS;
  const undefinedRows = rows.filter(({ isDefined }) => !isDefined);
  const definedRows = rows.filter(({ isDefined }) => isDefined);
  const { order, addHash } = hashTables(definedRows, sketch.hash ?? "sysv");
  const symbols = isMips ? [...order, ...undefinedRows] : [...undefinedRows, ...order];

  const texts = [...new Set([...named.map(([, text]) => text), ...symbols.map(({ name }) => name), ...versions.strings])];
  const starts = new Map<string, number>();
  let end = 1;
  for (const text of texts) {
    starts.set(text, end);
    end += Buffer.byteLength(text) + 1;
  }
  const startOf = (text: string): number => starts.get(text) ?? 0;
  const table = image.add(Buffer.from(["", ...texts, ""].join("\0")));
  const data = image.add(new Uint8Array(8));

  const entryOf = ({ name, binding, type, isDefined }: SymbolRow): Uint8Array => {
    const value = isDefined ? (type === STT_OBJECT ? data.offset : code.offset) : isMips && type === STT_FUNC ? code.offset : 0;
    const [size, info, section] = [type === STT_OBJECT ? 8 : 0, binding * 16 + type, isDefined ? SOMEWHERE : 0];
    return machine.bits === 32
      ? pack("WWWBBH", [startOf(name), value, size, info, 0, section])
      : pack("WBBHLL", [startOf(name), info, 0, section, value, size]);
  };
  const symbolSize = machine.bits === 32 ? 16 : 24;
  const symbolTable = image.add(Buffer.concat([new Uint8Array(symbolSize), ...symbols.map(entryOf)]));
  const flags = (sketch.bindsNow === true ? DF_1_NOW : 0) + (sketch.ignoresDefaultDirectories === true ? DF_1_NODEFLIB : 0);
  const tags = [
    ...named.map(([tag, text]) => [tag, startOf(text)]),
    ...addHash(image, machine, symbols),
    [DT_STRTAB, table.offset],
    [DT_SYMTAB, symbolTable.offset],
    [DT_STRSZ, table.size],
    [DT_SYMENT, symbolSize],
    ...relocationsOf(image, machine, { symbols, code, data }),
    ...addVersions(image, machine, { versions, symbols, startOf, base: soname ?? "" }),
    ...(flags === 0 ? [] : [[DT_FLAGS_1, flags]]),
    [DT_NULL, 0],
  ];
  return image.add(pack("L", tags.flat()));
};
