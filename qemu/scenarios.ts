import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A directory of descriptions, the options to build them with, and what must be true on a device that has the overlay. */
export interface Scenario {
  readonly name: string;
  readonly directory: string;
  /** Words of each line of `args`: every line makes an overlay. */
  readonly builds: readonly (readonly string[])[];
  readonly descriptions: readonly string[];
  /** Words of each line of `new`: the file of a description that `new` writes, and what it is given. */
  readonly authored: readonly (readonly string[])[];
  /** With other options, `check` accuses them; the device gets that overlay, too. */
  readonly accused?: Accused;
  /** File with the checks. */
  readonly checks: string;
  readonly titles: readonly string[];
}

/** How mistakes are built, and what is said of them. */
export interface Accused {
  readonly words: readonly string[];
  /** Whom `check` accuses of what: `CONTAINER code`, sorted. */
  readonly accusations: readonly string[];
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
  return {
    name,
    directory,
    builds: linesOf(join(directory, "args")).map(wordsOf),
    descriptions: readdirSync(directory)
      .filter((file) => file.endsWith(".xml"))
      .sort()
      .map((file) => join(directory, file)),
    authored: existsSync(join(directory, "new")) ? linesOf(join(directory, "new")).map(wordsOf) : [],
    ...readAccused(join(directory, "accused")),
    checks,
    titles,
  };
};

const readAccused = (file: string): { readonly accused?: Accused } => {
  if (!existsSync(file)) return {};
  const [options = "", ...accusations] = linesOf(file);
  return { accused: { words: wordsOf(options), accusations } };
};

const linesOf = (file: string): readonly string[] => readFileSync(file, "utf8").trimEnd().split("\n");

const wordsOf = (line: string): readonly string[] => line.split(" ").filter((word) => word !== "");
