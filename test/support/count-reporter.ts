import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with `N passed, N failed` on a line of its own. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    // A file that can't be loaded and an error outside every test are failures, too.
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    const line = `${count("passed")} passed, ${count("failed") + broken} failed\n`;
    process.once("exit", () => process.stdout.write(line));
  }
}
