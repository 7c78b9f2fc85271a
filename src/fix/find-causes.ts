import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Change } from "../diagnostics/fix.ts";

/** A finding that others may follow from. */
export interface Suspect {
  readonly cause: Diagnostic;
  /** How it may be mended, and what is found then; none where it can't be tried. */
  readonly mended: readonly (() => readonly Diagnostic[])[];
}

export interface CauseSearch {
  readonly found: readonly Diagnostic[];
  readonly suspects: readonly Suspect[];
  /** Whether an error of this code keeps others from being looked for. */
  readonly hidesOthers: (code: string) => boolean;
  /** How many descriptions each check is of. */
  readonly descriptions: number;
}

/** Nobody writes more at once that is wrong. */
const MAX_CHECKS = 16;

/** Each check is one more of all descriptions, and nobody is to wait for it much longer than for the findings themselves. */
const MAX_DESCRIPTIONS = 100;

/**
 * Which findings follow from others: each with its cause. A finding follows from another one if it is gone when that is mended, in
 * whatever way that may be, all else being as it was. Where nothing else was found nothing is tried. A pure function.
 */
export const findCauses = ({ found, suspects, hidesOthers, descriptions }: CauseSearch): ReadonlyMap<Diagnostic, Diagnostic> => {
  const causes = new Map<Diagnostic, Diagnostic>();
  const suspected = new Set(suspects.map(({ cause }) => cause));
  if (found.every((each) => suspected.has(each))) return causes;
  const most = Math.min(MAX_CHECKS, Math.floor(MAX_DESCRIPTIONS / Math.max(descriptions, 1)));
  let checks = 0;
  for (const { cause, mended } of suspects) {
    checks += mended.length;
    if (checks > most) break;
    if (mended.length === 0 || causes.has(cause)) continue;
    const isCause = new Set(causes.values());
    const asked = found.filter((each) => each !== cause && !causes.has(each) && !isCause.has(each));
    const following = mended.reduce<readonly Diagnostic[]>(
      (left, judge) => (left.length === 0 ? left : goneIn(judge(), left, { found, hidesOthers })),
      asked,
    );
    for (const each of following) causes.set(each, cause);
  }
  return causes;
};

/** Whether all changes are of what is written, not of what is missing: these show no other finding its way. */
export const isMisspelt = ({ fix = [] }: Diagnostic): boolean => fix.length > 0 && fix.every(({ kind }) => IN_PLACE.has(kind));

const IN_PLACE: ReadonlySet<Change["kind"]> = new Set(["name", "value", "text", "move"]);

/** Those of some findings that are gone; none where that can't be told. */
const goneIn = (
  left: readonly Diagnostic[],
  asked: readonly Diagnostic[],
  { found, hidesOthers }: Pick<CauseSearch, "found" | "hidesOthers">,
): readonly Diagnostic[] => {
  const before = new Set(found.map(keyOf));
  const fresh = left.filter((each) => !before.has(keyOf(each)));
  if (fresh.some(({ severity, code }) => severity === "error" && hidesOthers(code))) return [];
  const known = new Set(left.map(keyOf));
  // What only reads differently now is still there.
  const subjects = new Set(fresh.map(subjectOf));
  return asked.filter((each) => !known.has(keyOf(each)) && !subjects.has(subjectOf(each)));
};

/** A finding wherever it stands now, and whatever combinations of tags it holds for. */
const keyOf = ({ code, message, location }: Diagnostic): string =>
  JSON.stringify([code, location.file, message.replace(/ \(with [^()]*\)$/, "")]);

/** What a finding is about: the word that its message begins with. */
const subjectOf = ({ code, location, message }: Diagnostic): string => JSON.stringify([code, location.file, message.split(" ", 1)]);
