import { baseOf, parentOf } from "../rootfs/paths.ts";
import { type Closure, interpreterOf, openNotes } from "./closure.ts";
import { type ContainerFacts, pathVariable } from "./container-facts.ts";
import type { ElfFiles } from "./elf-files.ts";
import type { Resolution } from "./find-library.ts";
import { link, type Loaded, type Need, searchDirectories, withOrigin } from "./linker.ts";
import { missingNeeds } from "./missing-needs.ts";

/** Follows what each file needs, programs first: what a library needs may be met by the program that loads it. */
export const followAll = (facts: ContainerFacts, { files, isUnused }: ElfFiles, isUniform: boolean): Closure => {
  const { names, inodes, note } = openNotes();
  const reached = new Set<number>();
  const lacks = { interpreters: [] as Need[], libraries: [] as Need[] };
  /** `settled`: what need not be followed again. */
  const follow = (main: Loaded, directoriesFor: DirectoriesFor, settled: Set<number> = new Set()): void => {
    const interpreter = interpreterOf(facts, main);
    if (interpreter !== undefined) {
      note(interpreter);
      if (interpreter.resolution.kind === "missing") lacks.interpreters.push(interpreter);
    }
    const find = (name: string, by: Loaded): Resolution => facts.findInContainer(name, directoriesFor(by), by.elf);
    const counts = ({ node }: Loaded): boolean => !isUnused(node.path) && !settled.has(node.contentOffset);
    reached.add(main.node.contentOffset);
    for (const need of link(main, { preset: presetOf(interpreter), find, counts })) {
      note(need);
      if (need.resolution.kind === "missing") lacks.libraries.push(need);
      reached.add(need.by.node.contentOffset);
      settled.add(need.by.node.contentOffset);
    }
  };
  const isBare = files.every(({ elf }) => elf.rpath.length === 0 && elf.runpath.length === 0);
  const usual = directories(facts, facts.systemDirectories, isBare);
  for (const program of programsOf(files)) follow(program, usual);
  // What loads a library that no program is linked to isn't known, so the RPATH of any may serve it.
  const anyRpath = new Set(files.flatMap((file) => withOrigin([...file.elf.runpath, ...file.elf.rpath], file)));
  const generous = directories(facts, [...facts.systemDirectories, ...anyRpath], isBare);
  const settled = isUniform ? new Set<number>() : undefined;
  for (const library of files) {
    if (library.elf.interpreter === undefined && !reached.has(library.node.contentOffset)) follow(library, generous, settled);
  }
  return {
    names,
    inodes,
    missingInterpreters: missingNeeds(facts, lacks.interpreters, usual),
    missingLibraries: missingNeeds(facts, lacks.libraries, usual),
  };
};

type DirectoriesFor = (by: Loaded) => readonly string[];

/** Where an object's needs are searched; objects that search alike get the same list, so that each name is searched there once. */
const directories = (facts: ContainerFacts, system: readonly string[], isBare: boolean): DirectoriesFor => {
  const environment = pathVariable(facts, "LD_LIBRARY_PATH");
  if (isBare && environment.length === 0) return () => system;
  const lists = new Map<string, readonly string[]>();
  const known = new WeakMap<Loaded, readonly string[]>();
  const listFor = (by: Loaded): readonly string[] => {
    const first = searchDirectories(by, environment);
    const key = first.join(":");
    const list = lists.get(key) ?? [...first, ...system];
    lists.set(key, list);
    known.set(by, list);
    return list;
  };
  return (by) => known.get(by) ?? listFor(by);
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

/** The interpreter is there before any library, and libraries need it under its own name; where it is missing that is said once. */
const presetOf = (interpreter: Need | undefined): ReadonlyMap<string, Resolution> => {
  if (interpreter === undefined) return new Map();
  const { name, resolution } = interpreter;
  const preset: Resolution = resolution.kind === "missing" ? { kind: "unknown" } : resolution;
  const soname = preset.kind === "found" ? preset.elf.soname : undefined;
  return new Map([baseOf(name), ...(soname === undefined ? [] : [soname])].map((each) => [each, preset]));
};
