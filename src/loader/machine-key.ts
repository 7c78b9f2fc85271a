import type { Elf } from "../rootfs/elf.ts";

/** A text that is the same for files of one kind of machine and ABI alone. */
export const machineKey = ({ machine, bits, endian, abi }: Pick<Elf, "machine" | "bits" | "endian" | "abi">): string =>
  `${machine} ${bits} ${endian} ${abi ?? ""}`;
