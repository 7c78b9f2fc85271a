import type { Diagnostic, Staged } from "./diagnostic.ts";

/** What is found on the way, for whoever works it off. */
export interface Findings {
  readonly found: readonly Diagnostic[];
  readonly report: (...diagnostics: readonly Diagnostic[]) => void;
  /** The value of a stage, whose findings are reported. */
  readonly take: <T>(staged: Staged<T>) => T;
}

/** Which findings are kept. "first": an input may have a million of them, so only the first 100 of each severity. "distinct": equal ones once. */
export type Kept = "all" | "first" | "distinct";

/** Collects findings in the order in which they come. */
export const collectFindings = (kept: Kept = "all"): Findings => {
  const found: Diagnostic[] = [];
  const isKept = FILTERS[kept]();
  const add = (diagnostics: readonly Diagnostic[]): void => {
    for (const each of diagnostics) if (isKept(each)) found.push(each);
  };
  const take: Findings["take"] = ({ value, diagnostics }) => {
    add(diagnostics);
    return value;
  };
  return { found, report: (...diagnostics) => add(diagnostics), take };
};

const MAX_FINDINGS = 100;

const FILTERS: Readonly<Record<Kept, () => (diagnostic: Diagnostic) => boolean>> = {
  all: () => () => true,
  first: () => {
    const left = { error: MAX_FINDINGS, warning: MAX_FINDINGS, hint: MAX_FINDINGS };
    return ({ severity }) => left[severity]-- > 0;
  },
  distinct: () => {
    const known = new Set<string>();
    return (diagnostic) => {
      const size = known.size;
      return known.add(JSON.stringify(diagnostic)).size > size;
    };
  },
};
