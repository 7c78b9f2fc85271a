import { baseOf } from "../rootfs/paths.ts";
import { itemAt } from "../bytes/item-at.ts";

/** What a program interpreter's own file tells of how it searches. */
export type LoaderFile =
  | {
      readonly family: "glibc";
      /** The directories built into it, absolute, in its order. */
      readonly builtIn: readonly string[];
      /** The second number of its release, 36 of 2.36; absent where it does not tell. */
      readonly release: number | undefined;
    }
  | {
      readonly family: "musl";
      /** The machine's name in `/etc/ld-musl-ARCH.path`. */
      readonly arch: string;
    }
  | { readonly family: "unknown" };

/** Reads the file of a program interpreter; none is given where it is not there, and its name has to tell. `path` is PT_INTERP. */
export const readLoaderFile = (path: string, file: Uint8Array | undefined): LoaderFile => {
  const bytes = Buffer.from(file ?? []);
  // The magic of the cache that only glibc reads (sysdeps/generic/dl-cache.h), and the path file of musl (ldso/dynlink.c).
  if (bytes.includes("glibc-ld.so.cache")) return { family: "glibc", builtIn: builtInDirectories(bytes), release: releaseOf(bytes) };
  const arch = /\/etc\/ld-musl-([\w.-]+)\.path\0/.exec(bytes.toString("latin1"))?.[1];
  return arch === undefined ? byName(baseOf(path)) : { family: "musl", arch };
};

/** glibc keeps them as strings with a slash at the end (elf/dl-load.c, system_dirs): `/lib/x86_64-linux-gnu/`, `/usr/lib/`. */
const builtInDirectories = (bytes: Buffer): readonly string[] => {
  const found = new Set([...bytes.toString("latin1").matchAll(/((?:\/[\w.+-]+)+)\/\0/g)].map((match) => itemAt(match, 1)));
  const directories = [...found].filter((directory) => /\/lib[\w]*(?:\/|$)/.test(directory));
  return directories.length === 0 ? USUAL : directories;
};

/** "ld.so (Debian GLIBC 2.36-9) stable release version 2.36." */
const releaseOf = (bytes: Buffer): number | undefined => {
  const number = / release version 2\.(\d+)/.exec(bytes.toString("latin1"))?.[1];
  return number === undefined ? undefined : Number(number);
};

/** The directories that one glibc or another has built in. */
const USUAL: readonly string[] = ["/lib", "/usr/lib", "/lib64", "/usr/lib64"];

const byName = (name: string): LoaderFile => {
  const arch = /^ld-musl-(.+)\.so\.1$/.exec(name)?.[1];
  if (arch !== undefined) return { family: "musl", arch };
  return GLIBC_NAME.test(name) ? { family: "glibc", builtIn: USUAL, release: undefined } : { family: "unknown" };
};

/** The names of glibc's loaders: shlib-versions of its ports. */
const GLIBC_NAME = /^ld(?:-linux[\w-]*|64|-\d+\.\d+)?\.so(?:\.\d+)?$/;
