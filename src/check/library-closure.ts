import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { missingInterpreter, missingLibrary } from "../diagnostics/check.ts";
import { baseOf, parentOf } from "../model/paths.ts";
import type { ElfFiles } from "./elf-files.ts";
import type { Resolution } from "./find-library.ts";
import { lacksOf } from "./lacking.ts";
import { link, type Loaded, type Need, searchDirectories, withOrigin } from "./linker.ts";
import { type CheckScope, pathVariable } from "./scope.ts";

export interface Closure {
  /** Whatever an ELF file of the container needs, program interpreters included. */
  readonly needs: readonly Need[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Follows what the container's ELF files need, programs first: what a library needs may be met by the program that loads it. */
export const closeLibraries = (scope: CheckScope, { files, isUnused }: ElfFiles): Closure => {
  const severity = scope.options.missingLibs;
  const environment = pathVariable(scope, "LD_LIBRARY_PATH");
  const directoriesFor = (by: Loaded): readonly string[] => [...searchDirectories(by, environment), ...scope.systemDirectories];
  const interpreters: Need[] = [];
  const needs: Need[] = [];
  const reached = new Set<number>();
  const follow = (main: Loaded, more: readonly string[]): void => {
    reached.add(main.node.contentOffset);
    const interpreter = interpreterOf(scope, main);
    if (interpreter !== undefined) interpreters.push(interpreter);
    const find = (name: string, by: Loaded): Resolution => scope.findInContainer(name, [...directoriesFor(by), ...more], by.elf);
    for (const need of link(main, { preset: presetOf(interpreter), find, counts: (object) => !isUnused(object.node.path) })) {
      needs.push(need);
      if (need.resolution.kind === "found") reached.add(need.resolution.node.contentOffset);
    }
  };
  for (const program of programsOf(files)) follow(program, []);
  // What loads a library that no program is linked to isn't known, so the RPATH of any may serve it.
  const anyRpath = [...new Set(files.flatMap((file) => withOrigin([...file.elf.runpath, ...file.elf.rpath], file)))];
  for (const library of files) {
    if (library.elf.interpreter === undefined && !reached.has(library.node.contentOffset)) follow(library, anyRpath);
  }
  return {
    needs: [...interpreters, ...needs],
    diagnostics: [
      ...lacksOf(scope, interpreters, directoriesFor).map(({ place, lacking }) => missingInterpreter(severity, place, lacking)),
      ...lacksOf(scope, needs, directoriesFor).map(({ place, lacking }) => missingLibrary(severity, place, lacking)),
    ],
  };
};

/** Each program once, although the same file in another directory has another `$ORIGIN`. */
const programsOf = (files: readonly Loaded[]): readonly Loaded[] => {
  const seen = new Set<string>();
  return files.filter((file) => {
    const key = `${file.node.contentOffset} ${parentOf(file.path)}`;
    if (file.elf.interpreter === undefined || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

const interpreterOf = (scope: CheckScope, program: Loaded): Need | undefined => {
  const name = program.elf.interpreter;
  return name === undefined ? undefined : { name, by: program, resolution: scope.findInContainer(name, [], program.elf) };
};

/** The interpreter is there before any library, and libraries need it under its own name; where it is missing that is said once. */
const presetOf = (interpreter: Need | undefined): ReadonlyMap<string, Resolution> => {
  if (interpreter === undefined) return new Map();
  const { name, resolution } = interpreter;
  const preset: Resolution = resolution.kind === "missing" ? { kind: "unknown" } : resolution;
  const soname = preset.kind === "found" ? preset.elf.soname : undefined;
  return new Map([baseOf(name), ...(soname === undefined ? [] : [soname])].map((each) => [each, preset]));
};
