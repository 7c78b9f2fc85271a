import type { Diagnostic, Staged } from "./diagnostic.ts";

/** A function that unwraps the values of stages and gathers what they found. */
export const taker =
  (found: Diagnostic[]) =>
  <T>(staged: Staged<T>): T => {
    for (const each of staged.diagnostics) found.push(each);
    return staged.value;
  };
