/** What differs between the machines for which the manifest makes ELF files. */
export interface ElfMachine {
  /** e_machine and e_flags (elf(5)). */
  readonly number: number;
  readonly flags: number;
  readonly bits: 32 | 64;
  readonly isLittle: boolean;
  /** Instructions of exit(0), each a word in the machine's byte order; for x86 they are bytes. */
  readonly exit: readonly number[];
  readonly instructionSize: 1 | 4;
}

const ARM_EABI5_HARD_FLOAT = 0x0500_0400;
/** O32, MIPS32r2, position-independent code, no reordering. */
const MIPS_O32 = 0x7000_1007;

// addiu $v0, $zero, 4001; addiu $a0, $zero, 0; syscall
const MIPS_EXIT = [0x2402_0fa1, 0x2404_0000, 0x0000_000c];

export const ELF_MACHINES: Readonly<Record<string, ElfMachine>> = {
  // mov r0, #0; mov r7, #1; svc 0
  arm: {
    number: 40,
    flags: ARM_EABI5_HARD_FLOAT,
    bits: 32,
    isLittle: true,
    exit: [0xe3a0_0000, 0xe3a0_7001, 0xef00_0000],
    instructionSize: 4,
  },
  // mov x0, #0; mov x8, #93; svc #0
  aarch64: { number: 183, flags: 0, bits: 64, isLittle: true, exit: [0xd280_0000, 0xd280_0ba8, 0xd400_0001], instructionSize: 4 },
  mips: { number: 8, flags: MIPS_O32, bits: 32, isLittle: false, exit: MIPS_EXIT, instructionSize: 4 },
  mipsel: { number: 8, flags: MIPS_O32, bits: 32, isLittle: true, exit: MIPS_EXIT, instructionSize: 4 },
  // mov eax, 1; xor ebx, ebx; int 0x80
  x86: { number: 3, flags: 0, bits: 32, isLittle: true, exit: [0xb8, 1, 0, 0, 0, 0x31, 0xdb, 0xcd, 0x80], instructionSize: 1 },
  // mov eax, 60; xor edi, edi; syscall
  x86_64: { number: 62, flags: 0, bits: 64, isLittle: true, exit: [0xb8, 60, 0, 0, 0, 0x31, 0xff, 0x0f, 0x05], instructionSize: 1 },
};
