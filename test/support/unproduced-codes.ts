import type { TestModule, TestProject } from "vitest/node";
import { CATALOGUE, type Code } from "../../src/cli/catalogue.ts";

/** Codes that only tests of another project than `fast` produce. */
const ELSEWHERE: Readonly<Partial<Record<Code, string>>> = {
  "markup-too-long": "slow",
  "too-much-markup": "slow",
  "too-many-active-tags": "slow",
  "tar-too-many-entries": "slow",
  "tar-too-much-text": "slow",
  "not-in-layout": "registry",
  "damaged-blob": "registry",
  "not-an-overlay": "registry",
  "other-format": "registry",
  "unsafe-title": "registry",
  "other-tarball": "registry",
  "no-registry-name": "registry",
  "same-registry-name": "registry",
};

/** Which codes of the catalogue no test has produced, of those that the tests of these projects are to produce. */
export const unproducedCodes = (modules: readonly TestModule[], projects: readonly string[]): readonly string[] => {
  const produced = new Set(modules.flatMap((module) => module.meta().producedCodes ?? []));
  return CATALOGUE.map(({ code }) => code).filter((code) => !produced.has(code) && projects.includes(ELSEWHERE[code] ?? "fast"));
};

/** The projects of a run whose every file has run, with all its tests. */
export const completeProjects = async (modules: readonly TestModule[], projects: readonly TestProject[]): Promise<readonly string[]> => {
  const ran = new Set(modules.map(({ project, moduleId }) => `${project.name} ${moduleId}`));
  const complete = projects.map(async (project) => {
    const { testFiles } = await project.globTestFiles();
    return testFiles.every((file) => ran.has(`${project.name} ${file}`)) ? [project.name] : [];
  });
  return (await Promise.all(complete)).flat();
};
