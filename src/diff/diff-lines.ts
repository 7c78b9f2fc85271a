import { diffArrays } from "diff";

/** A line of one text or of both. */
export interface Line {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Edits beyond which texts count as wholly different: the search takes time and memory by its square. */
const MAX_EDITS = 1000;

/** The lines of two texts as the fewest removals and additions that lead from one to the other (Myers, An O(ND) difference algorithm). */
export const diffLines = (before: readonly string[], after: readonly string[]): readonly Line[] => {
  const changes = diffArrays([...before], [...after], { maxEditLength: MAX_EDITS });
  if (changes === undefined) return [...lines("removed", before), ...lines("added", after)];
  return changes.flatMap(({ added, removed, value }) => lines(removed ? "removed" : added ? "added" : "same", value));
};

const lines = (kind: Line["kind"], texts: readonly string[]): readonly Line[] => texts.map((text) => ({ kind, text }));
