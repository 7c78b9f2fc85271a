import fc from "fast-check";
import { ELF_MACHINES } from "../../src/manifest/elf-machines.ts";
import { type ElfSketch, writeElf } from "../../src/manifest/write-elf.ts";

/** A file of a random graph. */
export interface GraphFile {
  /** Absolute. */
  readonly path: string;
  readonly content: string | GraphElf;
  readonly mode: number;
  /** Makes it a symlink, or a hard link if it is absolute. */
  readonly target: string | undefined;
  /** Whether it is removed once the cache is made, which then still names it. */
  readonly goes: boolean;
}

export interface GraphElf extends Partial<Omit<ElfSketch, "machine">> {
  readonly machine: string;
}

/** The bytes of a graph's file. */
export const bytesOf = ({ content }: GraphFile): Uint8Array => {
  if (typeof content === "string") return Buffer.from(content);
  const machine = ELF_MACHINES[content.machine];
  if (machine === undefined) throw new Error(content.machine);
  return writeElf({ ...NOTHING, ...content, machine });
};

/** So that no library is taken for a static program. */
const NOTHING = { needed: [], soname: "libx.so", runpath: undefined, rpath: undefined, interpreter: undefined };

/** A program `/app/p` with libraries, in directories that some of them search. */
export interface Graph {
  readonly files: readonly GraphFile[];
  readonly libraryPath: string;
  readonly hasCache: boolean;
}

/** Few names and directories, so that files need each other, hide each other, meet under one DT_SONAME, and lack each other. */
const NAMES = ["liba.so", "libb.so", "libc.so", "libd.so", "libe.so"];
const SEARCHED = ["/one", "/two", "/three"];
const name = fc.constantFrom(...NAMES);
/** Nothing, but for one in so many. */
const oneIn = <T>(many: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: many - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const entry = fc.constantFrom(
  ...SEARCHED,
  "$ORIGIN",
  "${ORIGIN}/../two",
  "$ORIGIN/sub",
  "/none",
  "/usr/lib/deep",
  "/$LIB/deep",
  "/one/",
  "",
);
const paths = fc.array(entry, { minLength: 1, maxLength: 3 }).map((entries) => entries.join(":"));
const need = fc.oneof({ weight: 8, arbitrary: name }, { weight: 1, arbitrary: fc.constantFrom("/two/liba.so", "/none/libb.so") });

const sketch = fc.record({
  needed: fc.uniqueArray(need, { maxLength: 3 }),
  rpath: oneIn(4, paths),
  runpath: oneIn(4, paths),
});

const library = fc
  .record({ sketch, soname: oneIn(3, name) })
  .map(({ sketch: given, soname }) => ({ content: { machine: "x86_64", ...given, soname: soname ?? "libx.so" }, mode: 0o644 }));

/** Files that have a library's name and are none for this machine. */
const misfit = (machines: readonly string[]): fc.Arbitrary<Pick<GraphFile, "content" | "mode">> =>
  fc.oneof(
    fc.constantFrom(...machines).map((machine) => ({ content: { machine }, mode: 0o644 })),
    fc.constantFrom("", "INPUT(libx.so)\n", "#".repeat(100)).map((content) => ({ content, mode: 0o644 })),
    fc.constant({ content: { machine: "x86_64" }, mode: 0o600 }),
  );

const DIRECTORIES = [...SEARCHED, ...SEARCHED, "/one/sub", "/lib", "/usr/lib", "/usr/lib/deep", "/opt/cached", "/opt/cached"];
/** Those for every processor that is made today. */
const VARIANTS = ["/one/glibc-hwcaps/x86-64-v2", "/usr/lib/glibc-hwcaps/x86-64-v2", "/opt/cached/glibc-hwcaps/x86-64-v2"];

const file = (machines: readonly string[]): fc.Arbitrary<GraphFile> =>
  fc
    .record({
      directory: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...DIRECTORIES) },
        { weight: 1, arbitrary: fc.constantFrom(...VARIANTS) },
      ),
      name,
      content: fc.oneof({ weight: 15, arbitrary: library }, { weight: 1, arbitrary: misfit(machines) }),
      target: oneIn(8, fc.oneof(name, fc.constantFrom("/two/liba.so", "/lib/libb.so", "../one/libc.so", "gone"))),
      goes: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    })
    .map(({ directory, name: base, content, target, goes }) => ({ path: `${directory}/${base}`, ...content, target, goes }));

const usualLibrary = (base: string): GraphFile => ({
  path: `/usr/lib/${base}`,
  content: { machine: "x86_64", soname: base },
  mode: 0o644,
  target: undefined,
  goes: false,
});

/** Random graphs for a loader, with files for other machines among them. */
export const graphs = (interpreter: string, machines: readonly string[]): fc.Arbitrary<Graph> =>
  fc
    .record({
      program: sketch,
      files: fc.array(file(machines), { minLength: 3, maxLength: 14 }),
      usual: fc.subarray(NAMES, { minLength: NAMES.length - 1 }),
      libraryPath: fc.oneof(
        fc.constant(""),
        fc.array(fc.constantFrom(...SEARCHED, "/opt/cached", "", "/$LIB/deep"), { maxLength: 2 }).map((each) => each.join(":")),
      ),
      hasCache: fc.boolean(),
    })
    .map(({ program, files, usual, libraryPath, hasCache }) => {
      const needed = program.needed.length === 0 ? ["liba.so"] : program.needed;
      const content = { machine: "x86_64", ...program, needed, soname: undefined, interpreter };
      const main: GraphFile = { path: "/app/p", content, mode: 0o755, target: undefined, goes: false };
      const each = [...new Map([...usual.map(usualLibrary), ...files, main].map((one) => [one.path, one])).values()];
      return { files: each, libraryPath, hasCache };
    });
