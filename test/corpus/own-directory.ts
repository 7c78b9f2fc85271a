import { elf, LD, library } from "../check/check-of.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { entry, here, program } from "./description.ts";

/** Entries of LibsRoBindMounts. */
export const libraries = (...names: readonly string[]): readonly string[] => names.map(entry);
/** What every program needs. */
export const BASE: readonly string[] = ["ld-linux", "libc"];

/** The program's libraries in a directory of their own, and nowhere else. */
export const GONE: readonly string[] = ["usr/lib/libapp.so.1", "usr/lib/libapp.so.1.0", "usr/lib/libdep.so.2", "usr/lib/libdep.so.2.0"];
export const OWN: readonly EntrySketch[] = [
  library("usr/lib/app/libapp.so.1", "libdep.so.2", "libc.so.6"),
  library("usr/lib/app/libdep.so.2", "libc.so.6"),
];
export const IN_OWN: { readonly host: readonly EntrySketch[]; readonly gone: readonly string[] } = { host: OWN, gone: GONE };
export const OWN_DIRECTORY: string = program("/usr/lib/app", { type: "dir" });
/** Its mount, at which a finding is to point. */
export const APP: string = here(program("/usr/bin/app"));
/** The common program, needing or saying something else. */
export const needing = (given: Parameters<typeof elf>[1]): EntrySketch =>
  elf("usr/bin/app", { interpreter: LD, needed: ["libapp.so.1", "libc.so.6"], ...given });
/** An LD_LIBRARY_PATH. */
export const path = (value: string): string => `<Variable>LD_LIBRARY_PATH=${value}</Variable>`;
