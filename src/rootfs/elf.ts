import { abiOf, type ElfAbi } from "./elf-abi.ts";
import { type Dynamic, readDynamic } from "./elf-dynamic.ts";
import { ElfDamageError, openElf, type ElfFile, type ReadRange } from "./elf-file.ts";
import { PT_INTERP, readSegments } from "./elf-segments.ts";
import type { HostNode, HostRootfs } from "./host-rootfs.ts";
import { mayBegin } from "./may-begin.ts";
import { readHostRange } from "./read-file.ts";

/** What an ELF file says to the kernel and to the dynamic linker (elf(5)). */
export interface Elf extends Dynamic {
  readonly kind: "elf";
  readonly bits: 32 | 64;
  readonly endian: "little" | "big";
  /** e_machine, and its name in words. */
  readonly machine: number;
  readonly machineName: string;
  readonly abi: ElfAbi | undefined;
  readonly type: "relocatable" | "executable" | "shared" | "core" | "other";
  /** PT_INTERP. */
  readonly interpreter: string | undefined;
}

/** A file that begins as ELF but does not hold what it announces. */
export interface ElfDamage {
  readonly kind: "damaged";
  readonly reason: string;
}

/**
 * Reads an ELF file by its program headers, as the kernel and ld.so do; sections may be stripped. Any machine, 32 and 64 bits, both byte
 * orders. `read` is asked for small ranges within 0…`size` only. `undefined`: not ELF.
 */
export const readElf = (read: ReadRange, size: number): Elf | ElfDamage | undefined => {
  if (size < 4 || Buffer.from(read(0, 4)).readInt32BE() !== ELF_MAGIC) return undefined;
  try {
    return readOpened(openElf(read, size));
  } catch (failure) {
    if (failure instanceof ElfDamageError) return { kind: "damaged", reason: failure.message };
    throw failure;
  }
};

/** The ELF data of a host file; `undefined` if it isn't ELF. */
export const readHostElf = (rootfs: HostRootfs, node: HostNode): Elf | ElfDamage | undefined =>
  mayBeElf(node) ? readElf((offset, length) => readHostRange(rootfs, node, offset, length), node.size) : undefined;

/** Whether a node may be an ELF file, as far as its archive's headers tell. */
export const mayBeElf = (node: HostNode): boolean => mayBegin(node, ELF_MAGIC);

/** `\x7fELF`, the first byte highest. */
export const ELF_MAGIC = 0x7f454c46;

/** PATH_MAX, which the kernel holds PT_INTERP to (execve(2)). */
const MAX_PATH = 4096;

const TYPES: Readonly<Record<number, Elf["type"]>> = { 1: "relocatable", 2: "executable", 3: "shared", 4: "core" };

const MACHINES: Readonly<Record<number, string>> = {
  2: "SPARC",
  3: "x86",
  8: "MIPS",
  20: "PowerPC",
  21: "PowerPC64",
  22: "S/390",
  40: "ARM",
  42: "SuperH",
  62: "x86-64",
  183: "AArch64",
  243: "RISC-V",
  258: "LoongArch",
};

const readOpened = (file: ElfFile): Elf => {
  const header = file.fields(0, file.bits === 32 ? 52 : 64, "the header");
  const segments = readSegments(file, header);
  // What objcopy splits off has program headers without content.
  const interpreter = segments.find(({ type, fileSize }) => type === PT_INTERP && fileSize > 0);
  const machine = header.half(18);
  return {
    kind: "elf",
    bits: file.bits,
    endian: file.endian,
    machine,
    machineName: MACHINES[machine] ?? `machine ${machine}`,
    abi: abiOf(machine, header.word(file.bits === 32 ? 36 : 48)),
    type: TYPES[header.half(16)] ?? "other",
    ...readDynamic(file, segments),
    interpreter:
      interpreter === undefined
        ? undefined
        : file.text(interpreter.offset, Math.min(interpreter.fileSize, MAX_PATH), "the program interpreter"),
  };
};
