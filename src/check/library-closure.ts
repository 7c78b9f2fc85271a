import { missingInterpreter, missingLibrary } from "./findings.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { HostNode } from "../rootfs/host-rootfs.ts";
import { baseOf, parentOf } from "../rootfs/paths.ts";
import type { ElfFiles } from "./elf-files.ts";
import type { Resolution } from "./find-library.ts";
import { lacksOf } from "./lacking.ts";
import { link, type Loaded, type Need, searchDirectories, withOrigin } from "./linker.ts";
import { type CheckScope, pathVariable } from "./scope.ts";

/** What the ELF files of a container need of each other, program interpreters included. */
export interface Closure {
  /** Base names that were asked for, and the inodes of what was found; what a file needs of itself does not count. */
  readonly names: ReadonlySet<string>;
  readonly inodes: ReadonlySet<number>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds what the container's ELF files need. */
export const closeLibraries = (scope: CheckScope, elfFiles: ElfFiles): Closure => {
  const isUniform = areUniform(scope, elfFiles.files);
  return (isUniform ? sumUp(scope, elfFiles.files) : undefined) ?? followAll(scope, elfFiles, isUniform);
};

/** Whether a name is the same file for all of these, whatever loads them: no paths of their own, each is found under its DT_SONAME. */
const areUniform = (scope: CheckScope, files: readonly Loaded[]): boolean =>
  pathVariable(scope, "LD_LIBRARY_PATH").length === 0 &&
  scope.plan.mounts.every(({ unused }) => unused.length === 0) &&
  files.every(({ node, elf }) => {
    if (elf.rpath.length > 0 || elf.runpath.length > 0) return false;
    const named = elf.soname === undefined ? undefined : scope.findInContainer(elf.soname, scope.systemDirectories, elf);
    return named === undefined || isInode(named, node);
  });

const isInode = (resolution: Resolution, { contentOffset }: HostNode): boolean =>
  resolution.kind === "found" && resolution.node.contentOffset === contentOffset;

/**
 * What uniform files need if all of it is there, as it is in most containers: who loads what makes no difference then, and following it
 * would take most of their time. Undefined if something is missing.
 */
const sumUp = (scope: CheckScope, files: readonly Loaded[]): Closure | undefined => {
  const { names, inodes, note } = openNotes();
  for (const by of files) {
    const interpreter = interpreterOf(scope, by);
    if (interpreter !== undefined && !isFoundAlike(scope, interpreter)) return undefined;
    if (interpreter !== undefined) note(interpreter);
    for (const name of by.elf.needed) {
      const resolution = scope.findInContainer(name, scope.systemDirectories, by.elf);
      if (resolution.kind === "missing") return undefined;
      note({ name, by, resolution });
    }
  }
  return { names, inodes, diagnostics: [] };
};

/** Whether an interpreter is there, and the same file to libraries that need it under the last segment of its path. */
const isFoundAlike = (scope: CheckScope, { name, by, resolution }: Need): boolean => {
  if (resolution.kind !== "found") return false;
  const searched = scope.findInContainer(baseOf(name), scope.systemDirectories, by.elf);
  return searched.kind === "missing" || isInode(searched, resolution.node);
};

interface Notes extends Omit<Closure, "diagnostics"> {
  readonly note: (need: Need) => void;
}

const openNotes = (): Notes => {
  const names = new Set<string>();
  const inodes = new Set<number>();
  const note = ({ name, by, resolution }: Need): void => {
    const inode = resolution.kind === "found" ? resolution.node.contentOffset : undefined;
    if (inode === by.node.contentOffset) return;
    names.add(baseOf(name));
    if (inode !== undefined) inodes.add(inode);
  };
  return { names, inodes, note };
};

/** Follows what each file needs, programs first: what a library needs may be met by the program that loads it. */
const followAll = (scope: CheckScope, { files, isUnused }: ElfFiles, isUniform: boolean): Closure => {
  const { names, inodes, note } = openNotes();
  const reached = new Set<number>();
  const lacks = { interpreters: [] as Need[], libraries: [] as Need[] };
  /** `settled`: what need not be followed again. */
  const follow = (main: Loaded, directoriesFor: DirectoriesFor, settled: Set<number> = new Set()): void => {
    const interpreter = interpreterOf(scope, main);
    if (interpreter !== undefined) {
      note(interpreter);
      if (interpreter.resolution.kind === "missing") lacks.interpreters.push(interpreter);
    }
    const find = (name: string, by: Loaded): Resolution => scope.findInContainer(name, directoriesFor(by), by.elf);
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
  const usual = directories(scope, scope.systemDirectories, isBare);
  for (const program of programsOf(files)) follow(program, usual);
  // What loads a library that no program is linked to isn't known, so the RPATH of any may serve it.
  const anyRpath = new Set(files.flatMap((file) => withOrigin([...file.elf.runpath, ...file.elf.rpath], file)));
  const generous = directories(scope, [...scope.systemDirectories, ...anyRpath], isBare);
  const settled = isUniform ? new Set<number>() : undefined;
  for (const library of files) {
    if (library.elf.interpreter === undefined && !reached.has(library.node.contentOffset)) follow(library, generous, settled);
  }
  const severity = scope.options.missingLibs;
  return {
    names,
    inodes,
    diagnostics: [
      ...lacksOf(scope, lacks.interpreters, usual).map(({ place, lacking }) => missingInterpreter(severity, place, lacking)),
      ...lacksOf(scope, lacks.libraries, usual).map(({ place, lacking }) => missingLibrary(severity, place, lacking)),
    ],
  };
};

type DirectoriesFor = (by: Loaded) => readonly string[];

/** Where an object's needs are searched; objects that search alike get the same list, so that each name is searched there once. */
const directories = (scope: CheckScope, system: readonly string[], isBare: boolean): DirectoriesFor => {
  const environment = pathVariable(scope, "LD_LIBRARY_PATH");
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

const interpreterOf = (scope: CheckScope, program: Loaded): Need | undefined => {
  const name = program.elf.interpreter;
  return name === undefined ? undefined : { name, by: program, resolution: scope.findInContainer(name, NOWHERE, program.elf) };
};

/** An interpreter is named by its path. */
const NOWHERE: readonly string[] = [];

/** The interpreter is there before any library, and libraries need it under its own name; where it is missing that is said once. */
const presetOf = (interpreter: Need | undefined): ReadonlyMap<string, Resolution> => {
  if (interpreter === undefined) return new Map();
  const { name, resolution } = interpreter;
  const preset: Resolution = resolution.kind === "missing" ? { kind: "unknown" } : resolution;
  const soname = preset.kind === "found" ? preset.elf.soname : undefined;
  return new Map([baseOf(name), ...(soname === undefined ? [] : [soname])].map((each) => [each, preset]));
};
