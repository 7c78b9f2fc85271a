import { chmodSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../support/shell.ts";
import { scratch } from "../support/scratch.ts";
import type { Statement } from "./bitbake.ts";

/** A recipe as BitBake would see it: variables of the configuration, then its statements. */
export interface Recipe {
  readonly settings: Readonly<Record<string, string>>;
  readonly statements: readonly Statement[];
  /** The user's environment when BitBake was started. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Outcome<Result> {
  readonly result: Result;
  readonly messages: readonly (readonly ["error" | "warning" | "note" | "dependency", string])[];
  /** Why parsing or a task ended early. */
  readonly failed: string | null;
}

/**
 * Parses a recipe with the stand-in for BitBake and executes a snippet of Python with its `d`, `bb` and functions; `before` are words
 * that start it, such as pseudo.
 */
export const standIn = <Result>(
  recipe: Recipe,
  snippet: string,
  before: readonly string[] = [],
  env?: NodeJS.ProcessEnv,
): Outcome<Result> => {
  // Every user may read them.
  const directory = scratch();
  chmodSync(directory, 0o755);
  const file = join(directory, "recipe.json");
  const program = join(directory, "stand-in.py");
  writeFileSync(file, JSON.stringify(recipe));
  copyFileSync(join(import.meta.dirname, "stand-in.py"), program);
  const [first, ...words] = [...before, "python3", program, file, snippet];
  const { status, stdout, stderr } = run([first, ...words], env);
  if (status !== 0) throw new Error(`${status}: ${stdout}${stderr}`);
  return JSON.parse(stdout) as Outcome<Result>;
};

/** The messages of one level. */
export const messagesOf = ({ messages }: Outcome<unknown>, wanted: string): readonly string[] =>
  messages.flatMap(([level, text]) => (level === wanted ? [text] : []));
