import type { Elf, ElfDamage } from "../rootfs/elf.ts";

/** What a loader does with a file of the wanted name: take it, go on to the next place, or give up. */
export type Fit = "taken" | "passed" | "fatal";

/** Judges the file of a library; `like` is the object that it has to fit. */
export type JudgeFile = (elf: Elf | ElfDamage | undefined, like: Elf | undefined) => Fit;

/**
 * glibc goes on past a library of another word size or machine, and ends with an error at what is no ELF file, or one of another byte
 * order (elf/dl-load.c, open_verify).
 */
export const judgeAsGlibc: JudgeFile = (elf, like) => {
  if (elf?.kind !== "elf") return "fatal";
  if (like === undefined) return isLoadable(elf) ? "taken" : "fatal";
  if (elf.bits !== like.bits) return "passed";
  if (elf.endian !== like.endian) return "fatal";
  if (!isAlike(elf, like)) return "passed";
  return isLoadable(elf) ? "taken" : "fatal";
};

/** musl maps the first file of the name, whatever it is (ldso/dynlink.c, load_library). */
export const judgeAsMusl: JudgeFile = (elf, like) => (elf?.kind === "elf" && isLoadable(elf) && isAlike(elf, like) ? "taken" : "fatal");

/** What is true of any loader: a file that does not fit is not the library. */
export const judgeAsAny: JudgeFile = (elf, like) => (elf?.kind === "elf" && isLoadable(elf) && isAlike(elf, like) ? "taken" : "passed");

/** "cannot dynamically load executable": elf/dl-load.c, _dl_map_object_from_fd. */
const isLoadable = ({ type }: Elf): boolean => type === "shared";

/** Whether a file is for the machine of another one, if there is one. */
export const isAlike = (elf: Elf, like: Elf | undefined): boolean =>
  like === undefined ||
  (elf.bits === like.bits && elf.endian === like.endian && elf.machine === like.machine && (elf.machine !== MIPS || elf.abi === like.abi));

/** There the ABI tells machines apart, too: sysdeps/mips/dl-machine.h, elf_machine_matches_host. */
const MIPS = 8;
