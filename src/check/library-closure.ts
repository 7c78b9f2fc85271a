import type { HostNode } from "../rootfs/host-rootfs.ts";
import { baseOf } from "../rootfs/paths.ts";
import { type Closure, interpreterOf, openNotes } from "./closure.ts";
import { type ContainerFacts, pathVariable } from "./container-facts.ts";
import type { ElfFiles } from "./elf-files.ts";
import type { Resolution } from "./find-library.ts";
import { followAll } from "./follow-all.ts";
import type { Loaded, Need } from "./linker.ts";

/** Finds what the container's ELF files need. */
export const closeLibraries = (facts: ContainerFacts, elfFiles: ElfFiles): Closure => {
  const isUniform = areUniform(facts, elfFiles.files);
  return (isUniform ? sumUp(facts, elfFiles.files) : undefined) ?? followAll(facts, elfFiles, isUniform);
};

/** Whether a name is the same file for all of these, whatever loads them: no paths of their own, each is found under its DT_SONAME. */
const areUniform = (facts: ContainerFacts, files: readonly Loaded[]): boolean =>
  pathVariable(facts, "LD_LIBRARY_PATH").length === 0 &&
  facts.plan.mounts.every(({ unused }) => unused.length === 0) &&
  files.every(({ node, elf }) => {
    if (elf.rpath.length > 0 || elf.runpath.length > 0) return false;
    const named = elf.soname === undefined ? undefined : facts.findInContainer(elf.soname, facts.systemDirectories, elf);
    return named === undefined || isInode(named, node);
  });

const isInode = (resolution: Resolution, { contentOffset }: HostNode): boolean =>
  resolution.kind === "found" && resolution.node.contentOffset === contentOffset;

/**
 * What uniform files need if all of it is there, as it is in most containers: who loads what makes no difference then, and following it
 * would take most of their time. Undefined if something is missing.
 */
const sumUp = (facts: ContainerFacts, files: readonly Loaded[]): Closure | undefined => {
  const { names, inodes, note } = openNotes();
  for (const by of files) {
    const interpreter = interpreterOf(facts, by);
    if (interpreter !== undefined && !isFoundAlike(facts, interpreter)) return undefined;
    if (interpreter !== undefined) note(interpreter);
    for (const name of by.elf.needed) {
      const resolution = facts.findInContainer(name, facts.systemDirectories, by.elf);
      if (resolution.kind === "missing") return undefined;
      note({ name, by, resolution });
    }
  }
  return { names, inodes, missingInterpreters: [], missingLibraries: [] };
};

/** Whether an interpreter is there, and the same file to libraries that need it under the last segment of its path. */
const isFoundAlike = (facts: ContainerFacts, { name, by, resolution }: Need): boolean => {
  if (resolution.kind !== "found") return false;
  const searched = facts.findInContainer(baseOf(name), facts.systemDirectories, by.elf);
  return searched.kind === "missing" || isInode(searched, resolution.node);
};
