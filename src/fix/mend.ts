import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isMechanical } from "../diagnostics/fix.ts";
import { applyFixes, type Description, type IsTag } from "./apply-fixes.ts";

export interface Mending {
  readonly descriptions: readonly Description[];
  readonly isTag: IsTag;
  /** What `check` finds in descriptions. */
  readonly judge: (descriptions: readonly Description[]) => readonly Diagnostic[];
  /** Whether a code tells of what a description says, whatever is on the device. */
  readonly isOfText: (code: string) => boolean;
}

export interface Mended {
  readonly descriptions: readonly Description[];
  /** The findings that are gone. */
  readonly fixed: readonly Diagnostic[];
}

/** More than any description takes: what one round brings may need something itself. */
const MAX_ROUNDS = 32;

/**
 * Makes the fixes of what `judge` finds until none is left that can be made. First what descriptions say, for a misspelt element lets others
 * seem to be missing, and what it hid elsewhere is no fault of its correction; then all else. A fix that brings another finding, for which there is no
 * fix, is not made. A pure function.
 */
export const mend = ({ descriptions, isTag, judge, isOfText }: Mending): Mended => {
  const mendOnly = (begun: State, counts: Counts): State => {
    const done = makeAll(begun, { isTag, judge, counts, isTolerant: true });
    return isWorse(done.found.filter(counts), begun.found.filter(counts))
      ? makeAll(begun, { isTag, judge, counts, isTolerant: false })
      : done;
  };
  const begun = { descriptions, found: judge(descriptions), fixed: [] };
  const spelt = mendOnly(begun, ({ code }) => isOfText(code));
  return mendOnly(spelt, () => true);
};

type Counts = (finding: Diagnostic) => boolean;

interface State extends Mended {
  readonly found: readonly Diagnostic[];
}

interface Making extends Pick<Mending, "isTag" | "judge"> {
  readonly counts: Counts;
  /** Whether a fix may bring a finding that has a fix itself. */
  readonly isTolerant: boolean;
}

/** Makes fixes round after round. One that makes it worse is found by halves, and not tried again. */
const makeAll = (begun: State, { isTag, judge, counts, isTolerant }: Making): State => {
  const refused = new Set<string>();
  const attempt = (state: State, findings: readonly Diagnostic[]): State | undefined => {
    const { descriptions, made } = applyFixes(state.descriptions, findings, isTag);
    if (made.length === 0) return undefined;
    const found = judge(descriptions);
    const isThere = (each: Diagnostic): boolean => made.some(({ location }) => JSON.stringify(location) === JSON.stringify(each.location));
    const weighs = (each: Diagnostic): boolean => counts(each) || isThere(each);
    const held = found.filter((each) => weighs(each) && !(isTolerant && isMechanical(each.fix) && !refused.has(keyOf(each))));
    if (areGone(made, state.found, found) && !isWorse(held, state.found.filter(weighs)))
      return { descriptions, found, fixed: [...state.fixed, ...made] };
    const [only] = made;
    if (only !== undefined && made.length === 1) refused.add(keyOf(only));
    if (made.length === 1)
      return attempt(
        state,
        findings.filter((each) => !made.includes(each)),
      );
    const half = made.slice(0, made.length >> 1);
    return (
      attempt(state, half) ??
      attempt(
        state,
        findings.filter((each) => !half.includes(each)),
      )
    );
  };
  let state = begun;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = attempt(
      state,
      state.found.filter((each) => isMechanical(each.fix) && counts(each) && !refused.has(keyOf(each))),
    );
    if (next === undefined) break;
    state = next;
  }
  return state;
};

/** A finding, wherever it stands now. */
const keyOf = ({ code, message, location }: Diagnostic): string => JSON.stringify([code, message, location.file]);

/** Whether as many findings less are there as were to be mended. */
const areGone = (made: readonly Diagnostic[], before: readonly Diagnostic[], after: readonly Diagnostic[]): boolean => {
  const [wanted, had, left] = [made, before, after].map((findings) => countsOf(findings, keyOf));
  return [...(wanted ?? [])].every(([key, count]) => (left?.get(key) ?? 0) <= (had?.get(key) ?? 0) - count);
};

/** Whether there are more findings of some code than before. Hints tell of what nobody can know, and an allowance is judged when all is. */
const isWorse = (found: readonly Diagnostic[], before: readonly Diagnostic[]): boolean => {
  const counting = (findings: readonly Diagnostic[]) =>
    countsOf(
      findings.filter(({ code, severity }) => severity !== "hint" && code !== "unused-allow"),
      ({ code }) => code,
    );
  const had = counting(before);
  return [...counting(found)].some(([code, count]) => count > (had.get(code) ?? 0));
};

const countsOf = (findings: readonly Diagnostic[], name: (finding: Diagnostic) => string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const each of findings) counts.set(name(each), (counts.get(name(each)) ?? 0) + 1);
  return counts;
};
