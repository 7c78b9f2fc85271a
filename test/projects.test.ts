import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import config from "../vitest.config.ts";

const ROOT = join(import.meta.dirname, "..");

const FILES = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => `test/${name}`);

interface Project {
  readonly name: string;
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
}

/** Whether a path matches a pattern; a star stands for a file's name, two and a slash for any directories. */
const matches = (path: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("**/", "(?:.+/)?").replaceAll("*", "[^/]*")}$`).test(path);

const PROJECTS = (config.test?.projects ?? []).map((each) => (each as { readonly test: Project }).test);

const filesOf = ({ include, exclude = [] }: Project): readonly string[] =>
  FILES.filter((file) => include.some((pattern) => matches(file, pattern)) && !exclude.some((pattern) => matches(file, pattern)));

/** What starts a program, or is there for tests that do. */
const NEEDS =
  /^import .* from "(node:child_process|\.\/image-build\.ts|.*\/support\/(go-tar|installed|liblxc|needs|shell|stand-ins|tar-oracles|tree-of)\.ts)";$/m;

describe("the projects of vitest", () => {
  it("run each file of tests once", () => {
    expect(PROJECTS.flatMap(filesOf).toSorted()).toEqual(FILES.toSorted());
  });

  it("name no file that is not there", () => {
    const patterns = PROJECTS.flatMap(({ include }) => include);
    expect(patterns.filter((pattern) => !FILES.some((file) => matches(file, pattern)))).toEqual([]);
  });

  it.each(PROJECTS)("files of $name start programs, unless it is fast", (project) => {
    const starting = filesOf(project).filter((file) => NEEDS.test(readFileSync(join(ROOT, file), "utf8")));
    if (project.name === "fast") expect(starting).toEqual([]);
    if (project.name === "process" || project.name === "slow") expect(starting).toEqual(filesOf(project));
  });
});
