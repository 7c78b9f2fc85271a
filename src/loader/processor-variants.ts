/**
 * The subdirectories in which glibc looks for what is made for certain processors, in its order: those of glibc-hwcaps (sysdeps,
 * dl-hwcaps-subdirs.c), and up to release 2.36 the older ones (elf/dl-hwcaps.c; ld.so(8), "Legacy Hardware capabilities").
 */
export const processorVariants = (machine: number | undefined, release: number | undefined): readonly string[] => {
  const known = MACHINES[machine ?? -1];
  const isOld = release !== undefined && release < 37;
  return [...(known?.levels.map((level) => `glibc-hwcaps/${level}`) ?? []), ...(isOld ? (known?.older ?? ["tls"]) : [])];
};

interface Variants {
  /** The newest processor's first. */
  readonly levels: readonly string[];
  readonly older: readonly string[];
}

/** By e_machine. */
const MACHINES: Readonly<Record<number, Variants>> = {
  21: { levels: ["power10", "power9"], older: ["tls"] },
  22: { levels: ["z16", "z15", "z14", "z13"], older: ["tls"] },
  40: {
    levels: [],
    older: [
      ...["v7l", "v6l"].flatMap((platform) => [
        `tls/${platform}/neon/vfp`,
        `tls/${platform}/neon`,
        `tls/${platform}/vfp`,
        `tls/${platform}`,
      ]),
      "tls/neon/vfp",
      "tls/neon",
      "tls/vfp",
      "tls",
      ...["v7l", "v6l"].flatMap((platform) => [`${platform}/neon/vfp`, `${platform}/neon`, `${platform}/vfp`, platform]),
      "neon/vfp",
      "neon",
      "vfp",
    ],
  },
  62: { levels: ["x86-64-v4", "x86-64-v3", "x86-64-v2"], older: ["tls/x86_64/x86_64", "tls/x86_64", "tls", "x86_64/x86_64", "x86_64"] },
  183: { levels: [], older: ["tls/aarch64/atomics", "tls/aarch64", "tls/atomics", "tls", "aarch64/atomics", "aarch64", "atomics"] },
};
