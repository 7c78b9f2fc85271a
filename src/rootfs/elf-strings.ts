import { openDynamic } from "./dynamic-section.ts";
import { ElfDamageError, openElf } from "./elf-file.ts";
import { readSegments } from "./elf-segments.ts";
import type { HostNode, HostRootfs } from "./host-rootfs.ts";
import { readHostRange } from "./read-file.ts";

const DT_STRTAB = 5;
const DT_STRSZ = 10;

/** In bytes; the names of a large C++ program take three megabytes. */
const MAX_SIZE = 4 * 1024 * 1024;

/**
 * The string table of a host file's dynamic section (elf(5)), which has the names of all symbols that it takes from others or gives them, each between two NUL; empty for a file without one, and
 * where it can't be read.
 */
export const readDynamicStrings = (rootfs: HostRootfs, node: HostNode): Uint8Array => {
  try {
    const file = openElf((offset, length) => readHostRange(rootfs, node, offset, length), node.size);
    const section = openDynamic(file, readSegments(file, file.fields(0, file.bits === 32 ? 52 : 64, "the header")));
    const address = section?.value(DT_STRTAB);
    const size = section?.value(DT_STRSZ);
    if (section === undefined || address === undefined || size === undefined || size > MAX_SIZE) return EMPTY;
    return readHostRange(rootfs, node, section.placeOf(address, "the string table").offset, size);
  } catch (failure) {
    if (failure instanceof ElfDamageError) return EMPTY;
    throw failure;
  }
};

const EMPTY = new Uint8Array();
