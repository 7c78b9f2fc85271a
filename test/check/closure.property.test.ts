import fc from "fast-check";
import { expect, it } from "vitest";
import type { Closure } from "../../src/check/closure.ts";
import { type ContainerContext, containerContexts } from "../../src/check/container-context.ts";
import { followAll } from "../../src/check/follow-all.ts";
import { readable } from "../../src/check/recorded-plan.ts";
import { librarySearch } from "../../src/loader/search.ts";
import { type EntrySketch, link } from "../rootfs/rootfs-of.ts";
import { elf, LD, libraries, library, mount, planOf, PROC } from "./check-of.ts";

/** Few names, so that files need each other, meet under one DT_SONAME, and lack each other. */
const NAMES = ["liba.so", "libb.so", "libc.so", "libd.so", "ld-linux.so.3"];
const name = fc.constantFrom(...NAMES);
const needed = fc.uniqueArray(name, { maxLength: 3 });
/** Nothing, but for one in so many. */
const oneIn = <T>(many: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: many - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const path = oneIn(6, fc.constantFrom("/opt", "$ORIGIN/../lib", "/none"));

const libraryFile = fc.record({
  kind: fc.constant("library" as const),
  directory: fc.constantFrom("usr/lib", "usr/lib", "usr/lib", "lib", "opt"),
  name,
  hasSoname: fc.boolean(),
  other: oneIn(4, name),
  needed,
  rpath: path,
  runpath: path,
});
const programFile = fc.record({
  kind: fc.constant("program" as const),
  name: fc.constantFrom("p", "q"),
  needed,
  rpath: path,
  runpath: path,
});
const symlink = fc.record({ kind: fc.constant("link" as const), name, target: name });

type Sketch = typeof libraryFile | typeof programFile | typeof symlink extends fc.Arbitrary<infer T> ? T : never;

const entryOf = (sketch: Sketch): EntrySketch => {
  switch (sketch.kind) {
    case "library": {
      const { directory, hasSoname, other, ...rest } = sketch;
      return elf(`${directory}/${rest.name}`, { ...rest, soname: other ?? (hasSoname ? rest.name : undefined) });
    }
    case "program":
      return elf(`usr/bin/${sketch.name}`, { interpreter: LD, needed: sketch.needed, rpath: sketch.rpath, runpath: sketch.runpath });
    case "link":
      return link(`usr/lib/${sketch.name}`, sketch.target);
  }
};

/** Each path once; a library of each name is there, unless the sketches have another in its place. */
const hostOf = (sketches: readonly Sketch[]): readonly EntrySketch[] => [
  ...new Map(
    [library("lib/ld-linux.so.3"), ...NAMES.slice(0, 4).map((each) => library(`usr/lib/${each}`)), ...sketches.map(entryOf)].map(
      (entry) => [entry.path, entry],
    ),
  ).values(),
];

const comparable = ({ names, inodes, missingInterpreters, missingLibraries, missingForModules }: Closure) => ({
  names: [...names].toSorted(),
  inodes: [...inodes].toSorted((a, b) => a - b),
  missingInterpreters,
  missingLibraries,
  missingForModules,
});

/** The same container, but that no search remembers what another one found. */
const forgetful = (context: ContainerContext): ContainerContext => ({
  ...context,
  searchFor: (loader, { files }) => ({
    find: (wanted) => librarySearch({ loader, files, readElf: context.readElf }).find(wanted),
    findIn: (...given) => librarySearch({ loader, files, readElf: context.readElf }).findIn(...given),
  }),
});

it("what is remembered of searches makes no difference to what a container's ELF files need", () => {
  let missing = 0;
  const graph = fc.array(fc.oneof({ weight: 4, arbitrary: libraryFile }, { weight: 2, arbitrary: programFile }, symlink), {
    minLength: 2,
    maxLength: 10,
  });
  fc.assert(
    fc.property(graph, oneIn(3, fc.constantFrom("/opt", "usr/lib", "$ORIGIN/../../opt:")), (sketches, libraryPath) => {
      const mounts = ["/usr", "/opt"].map((directory) => mount(directory, { type: "dir" })).join("");
      const host = [...hostOf(sketches), { path: "opt/" }, { path: "usr/" }];
      const config = libraryPath === undefined ? "" : `<Environment><Variable>LD_LIBRARY_PATH=${libraryPath}</Variable></Environment>`;
      const run = planOf({ host, config, rootfs: mounts + PROC + libraries("ld-linux") });
      const container = run.plan.containers[0] ?? expect.unreachable();
      const context = containerContexts(run)(readable(container), run.views.containers.get(container.name) ?? expect.unreachable());
      const closure = context.closure();
      if (closure.missingLibraries.length > 0) missing += 1;
      expect(comparable(closure)).toEqual(comparable(followAll(forgetful(context), context.elfFiles(), context.starts())));
    }),
    { numRuns: 500 },
  );
  expect(missing).toBeGreaterThan(20);
});
