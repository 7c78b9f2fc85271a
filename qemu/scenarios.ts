import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A directory of descriptions, the options to build them with, and what must be true on a device that has the overlay. */
export interface Scenario {
  readonly name: string;
  readonly directory: string;
  /** Words of each line of `args`: every line makes an overlay. */
  readonly builds: readonly (readonly string[])[];
  readonly descriptions: readonly string[];
  /** File with the checks. */
  readonly checks: string;
  readonly titles: readonly string[];
}

/** The scenarios below a directory, in the order of their names. */
export const readScenarios = (below: string): readonly Scenario[] =>
  readdirSync(below, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => readScenario(each.name, join(below, each.name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

const readScenario = (name: string, directory: string): Scenario => {
  const checks = join(directory, "checks");
  const titles = [...readFileSync(checks, "utf8").matchAll(/^## (.*)$/gm)].map(([, title = ""]) => title);
  if (new Set(titles).size < titles.length) throw new Error(`${checks}: two checks of one title`);
  const lines = readFileSync(join(directory, "args"), "utf8").trimEnd().split("\n");
  return {
    name,
    directory,
    builds: lines.map((line) => line.split(" ").filter((word) => word !== "")),
    descriptions: readdirSync(directory)
      .filter((file) => file.endsWith(".xml"))
      .sort()
      .map((file) => join(directory, file)),
    checks,
    titles,
  };
};
