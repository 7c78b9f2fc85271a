import type { Reporter, TestModule, Vitest } from "vitest/node";
import { completeProjects, unproducedCodes } from "./unproduced-codes.ts";

/**
 * Ends a run with `N passed, N failed` on a line of its own. What was skipped is counted before it, and fails in CI (the environment
 * variable CI is set); so does, anywhere, a code of the catalogue that no test has produced, once all tests have run that might.
 */
export default class CountReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): Promise<void> {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    // A file that can't be loaded and an error outside every test are failures, too.
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    const unproduced = await this.#unproduced(modules);
    const skipped = count("skipped");
    const unasked = isCi() ? skipped : 0;
    if (unproduced.length + unasked > 0) process.exitCode = 1;
    const lines = [
      ...unproduced.map((code) => `no test has produced the code ${code}`),
      ...(skipped > 0 ? [`${skipped} skipped${unasked > 0 ? ", which fails in CI" : ""}: ${skippedIn(modules)}`] : []),
      `${count("passed")} passed, ${count("failed") + broken + unproduced.length + unasked} failed`,
    ];
    process.once("exit", () => process.stdout.write(lines.map((line) => `${line}\n`).join("")));
  }

  async #unproduced(modules: readonly TestModule[]): Promise<readonly string[]> {
    if (this.#vitest === undefined || this.#vitest.config.testNamePattern !== undefined) return [];
    return unproducedCodes(modules, await completeProjects(modules, this.#vitest.projects));
  }
}

const isCi = (): boolean => (process.env["CI"] ?? "") !== "";

/** `3 in test/oci/base.test.ts`, file by file. */
const skippedIn = (modules: readonly TestModule[]): string =>
  modules
    .map((module) => ({ path: module.relativeModuleId, skipped: [...module.children.allTests("skipped")].length }))
    .filter(({ skipped }) => skipped > 0)
    .map(({ path, skipped }) => `${skipped} in ${path}`)
    .join(", ");
