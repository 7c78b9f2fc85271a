import type { Elf } from "../rootfs/elf.ts";

/**
 * Which entries of an ld.so.cache a loader takes, by their flags: those of its own kind, and on some machines those that say nothing of
 * an ABI (_DL_CACHE_DEFAULT_ID and _dl_cache_check_flags of glibc's sysdeps). The loader is of its program's kind.
 */
export const cacheFlags = (program: Elf): ((flags: number) => "exact" | "also" | "no") => {
  const own = ownFlags(program);
  if (own === undefined) return () => "exact";
  return (flags) => {
    if (flags === own.exact) return "exact";
    return own.also.includes(flags) ? "also" : "no";
  };
};

interface OwnFlags {
  readonly exact: number;
  readonly also: readonly number[];
}

/** FLAG_ELF, and FLAG_ELF_LIBC6 (sysdeps/generic/ldconfig.h). */
const ELF = 1;
const LIBC6 = 3;

const ownFlags = ({ machine, bits, abi }: Elf): OwnFlags | undefined => {
  switch (`${machine} ${bits}`) {
    case "62 64":
      return { exact: 0x0303, also: [ELF] };
    case "183 64":
      return { exact: 0x0a03, also: [] };
    case "40 32":
      return { exact: abi === "hard-float" ? 0x0903 : 0x0b03, also: [LIBC6] };
    case "3 32":
      return { exact: LIBC6, also: [ELF] };
    default:
      return undefined;
  }
};
