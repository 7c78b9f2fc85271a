/** What stands for the tokens of a path (ld.so(8), "Dynamic string tokens"). */
export interface TokenValues {
  /** The directory of the object, absolute; absent where its process can't learn it. */
  readonly origin: string | undefined;
  /** What `$LIB` may be: which of them can't always be told. */
  readonly lib: readonly string[];
  /** What `$PLATFORM` may be: the kernel tells the loader. */
  readonly platform: readonly string[];
}

/** Whether a path holds a token. */
export const hasTokens = (path: string): boolean => path.includes("$") && TOKEN.test(path);

/** The paths that a path with tokens may stand for; none where a token has no value. */
export const expandTokens = (path: string, { origin, lib, platform }: TokenValues): readonly string[] => {
  if (!hasTokens(path)) return [path];
  let paths = [path];
  for (const [token, values] of [
    ["ORIGIN", origin === undefined ? [] : [origin]],
    ["LIB", lib],
    ["PLATFORM", platform],
  ] as const) {
    const spelled = new RegExp(String.raw`\$(?:${token}(?![A-Za-z0-9_])|\{${token}\})`, "g");
    if (spelled.test(path)) paths = paths.flatMap((each) => values.map((value) => each.replace(spelled, () => value)));
  }
  return paths;
};

const TOKEN = /\$(?:(?:ORIGIN|LIB|PLATFORM)(?![A-Za-z0-9_])|\{(?:ORIGIN|LIB|PLATFORM)\})/;

/** What the kernel may tell in AT_PLATFORM (getauxval(3)), by e_machine: ELF_PLATFORM of its ports. */
export const PLATFORMS: Readonly<Record<number, readonly string[]>> = {
  3: ["i386", "i486", "i586", "i686", "haswell", "xeon_phi"],
  40: ["v4l", "v5l", "v6l", "v7l", "v8l", "v4b", "v5b", "v6b", "v7b", "v8b"],
  62: ["x86_64", "haswell", "xeon_phi"],
  183: ["aarch64", "aarch64_be"],
};
