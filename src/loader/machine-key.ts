import type { Elf } from "../rootfs/elf.ts";

/** A text that is the same for files of one kind of machine alone. */
export const machineKey = ({ machine, bits, endian }: Pick<Elf, "machine" | "bits" | "endian">): string => `${machine} ${bits} ${endian}`;
