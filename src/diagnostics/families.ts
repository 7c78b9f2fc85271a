import type { Diagnostic } from "./diagnostic.ts";

/** A finding, and those that follow from it. */
export interface Family {
  readonly cause: Diagnostic;
  readonly following: readonly Diagnostic[];
}

/** In the order of the causes. What follows from a finding that is not shown stands for itself. */
export const familiesOf = (diagnostics: readonly Diagnostic[], causes: ReadonlyMap<Diagnostic, Diagnostic>): readonly Family[] => {
  const shown = new Set(diagnostics);
  const causeOf = (each: Diagnostic): Diagnostic | undefined => {
    const cause = causes.get(each);
    return cause !== undefined && shown.has(cause) ? cause : undefined;
  };
  const following = new Map<Diagnostic | undefined, Diagnostic[]>();
  for (const each of diagnostics) {
    const cause = causeOf(each);
    const others = following.get(cause) ?? [];
    others.push(each);
    following.set(cause, others);
  }
  return (following.get(undefined) ?? []).map((cause) => ({ cause, following: following.get(cause) ?? [] }));
};
