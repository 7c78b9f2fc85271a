export interface DefinedSymbol {
  readonly name: string;
  readonly version?: string;
  /** `name@VERSION`, which only those get that ask for it, not `name@@VERSION`. */
  readonly isHidden?: boolean;
  readonly isWeak?: boolean;
  /** Data of 8 bytes, not a function. */
  readonly isData?: boolean;
}

export interface WantedSymbol {
  readonly name: string;
  /** A version, and the library that is to have it. */
  readonly version?: string;
  readonly file?: string;
  readonly isWeak?: boolean;
  /**
   * What refers to it: a call that may be bound when it comes (a slot of the PLT), data that is bound at start, a copy of a library's data in the
   * program (not for MIPS), or no relocation at all. A call unless said otherwise.
   */
  readonly by?: "call" | "data" | "copy" | "nothing";
}

/** The part of a sketch that symbols and versions come from. */
export interface SymbolSketch {
  readonly soname?: string | undefined;
  readonly defines?: readonly DefinedSymbol[];
  readonly wants?: readonly WantedSymbol[];
  /** DT_VERNEED: what `wants` do not name already. */
  readonly neededVersions?: readonly { readonly file: string; readonly name: string; readonly isWeak?: boolean }[];
  /** DT_VERDEF: what `defines` do not name already. An empty list: it has versions, but its own name only. */
  readonly definedVersions?: readonly string[];
}

const STB_GLOBAL = 1;
const STB_WEAK = 2;
const STT_NOTYPE = 0;
export const STT_OBJECT = 1;
export const STT_FUNC = 2;
const HIDDEN = 0x8000;

/** A symbol of the table, and what refers to it. */
export interface SymbolRow {
  readonly name: string;
  readonly binding: number;
  readonly type: number;
  readonly isDefined: boolean;
  /** Its index in the versions, 1 for none. */
  readonly version: number;
  readonly by: "call" | "data" | "copy" | "nothing";
}

/** The versions of a file. */
export interface Versions {
  /** Undefined: none at all, so that there is no DT_VERDEF. */
  readonly defined: readonly string[] | undefined;
  readonly needed: readonly { readonly file: string; readonly name: string; readonly isWeak: boolean }[];
  readonly strings: readonly string[];
}

export const versionsOf = ({ defines = [], wants = [], definedVersions, neededVersions = [], soname }: SymbolSketch): Versions => {
  const own = defines.flatMap(({ version }) => version ?? []);
  const defined = definedVersions === undefined && own.length === 0 ? undefined : [...new Set([...own, ...(definedVersions ?? [])])];
  const needed = new Map<string, Versions["needed"][number]>();
  for (const { version, file, isWeak } of wants) {
    if (version === undefined || file === undefined) continue;
    const key = `${file}\0${version}`;
    needed.set(key, { file, name: version, isWeak: isWeak === true && needed.get(key)?.isWeak !== false });
  }
  for (const { file, name, isWeak = false } of neededVersions) needed.set(`${file}\0${name}`, { file, name, isWeak });
  const all = [...needed.values()];
  return {
    defined,
    needed: all,
    strings: [...(defined ?? []), soname ?? "", ...all.flatMap(({ file, name }) => [file, name])].filter((each) => each !== ""),
  };
};

/** The index of the first version that is no file's own name. */
export const FIRST_VERSION = 2;

export const rowsOf = ({ defines = [], wants = [] }: SymbolSketch, { defined = [], needed }: Versions): readonly SymbolRow[] => [
  ...defines.map(({ name, version, isHidden, isWeak, isData }): SymbolRow => ({
    name,
    binding: isWeak === true ? STB_WEAK : STB_GLOBAL,
    type: isData === true ? STT_OBJECT : STT_FUNC,
    isDefined: true,
    version: version === undefined ? 1 : FIRST_VERSION + defined.indexOf(version) + (isHidden === true ? HIDDEN : 0),
    by: "nothing",
  })),
  ...wants.map(({ name, version, file, isWeak, by = "call" }): SymbolRow => {
    const index = needed.findIndex((each) => each.name === version && each.file === file);
    return {
      name,
      binding: isWeak === true ? STB_WEAK : STB_GLOBAL,
      type: by === "copy" ? STT_OBJECT : by === "call" ? STT_FUNC : STT_NOTYPE,
      isDefined: by === "copy",
      version: index < 0 ? 1 : FIRST_VERSION + defined.length + index,
      by,
    };
  }),
];
