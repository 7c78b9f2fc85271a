/** What tells files of one machine and class apart that can't be loaded together. */
export type ElfAbi = "hard-float" | "soft-float" | "n32" | "nan2008" | "n32-nan2008";

const ARM = 40;
const MIPS = 8;

const EF_ARM_ABI_FLOAT_SOFT = 0x200;
const EF_ARM_ABI_FLOAT_HARD = 0x400;
const EF_MIPS_ABI2 = 0x20;
const EF_MIPS_NAN2008 = 0x400;

/**
 * What e_flags say of the ABI (elf.h); `undefined` where they say nothing. ldconfig(8) writes the float ABI of ARM into its cache, and ld.so(8) for
 * MIPS passes over files whose ABI2 or NAN2008 is not its own (glibc, sysdeps/mips/dl-machine.h).
 */
export const abiOf = (machine: number, flags: number): ElfAbi | undefined => {
  if (machine === ARM) {
    if ((flags & EF_ARM_ABI_FLOAT_HARD) !== 0) return "hard-float";
    return (flags & EF_ARM_ABI_FLOAT_SOFT) === 0 ? undefined : "soft-float";
  }
  if (machine !== MIPS) return undefined;
  const isN32 = (flags & EF_MIPS_ABI2) !== 0;
  if ((flags & EF_MIPS_NAN2008) !== 0) return isN32 ? "n32-nan2008" : "nan2008";
  return isN32 ? "n32" : undefined;
};
