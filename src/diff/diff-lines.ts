/** A line of one text or of both. */
export interface Line {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Edits beyond which texts count as wholly different: the search takes time and memory by its square. */
const MAX_EDITS = 1000;

/** The lines of two texts as the fewest removals and additions that lead from one to the other (Myers, An O(ND) difference algorithm). */
export const diffLines = (before: readonly string[], after: readonly string[]): readonly Line[] => {
  const shorter = Math.min(before.length, after.length);
  let begin = 0;
  while (begin < shorter && before[begin] === after[begin]) begin += 1;
  let end = 0;
  while (end < shorter - begin && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return [
    ...lines("same", before.slice(0, begin)),
    ...diffMiddle(before.slice(begin, before.length - end), after.slice(begin, after.length - end)),
    ...lines("same", before.slice(before.length - end)),
  ];
};

const lines = (kind: Line["kind"], texts: readonly string[]): readonly Line[] => texts.map((text) => ({ kind, text }));

const diffMiddle = (before: readonly string[], after: readonly string[]): readonly Line[] => {
  const rounds = search(before, after);
  return rounds === undefined ? [...lines("removed", before), ...lines("added", after)] : walkBack(before, after, rounds);
};

/**
 * Farthest reach in `before` on each diagonal (index in `before` less index in `after`), as it stood before each round; round n knows what
 * n edits reach.
 */
const search = (before: readonly string[], after: readonly string[]): readonly ReadonlyMap<number, number>[] | undefined => {
  const reach = new Map([[1, 0]]);
  const rounds: ReadonlyMap<number, number>[] = [];
  for (let edits = 0; edits <= MAX_EDITS; edits += 1) {
    rounds.push(new Map(reach));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = stepInto(reach, diagonal, edits);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      reach.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return rounds;
    }
  }
  return undefined;
};

/** Whether a diagonal is better reached by an addition (from the one above it) than by a removal. */
const isAddition = (reach: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean =>
  diagonal === -edits || (diagonal !== edits && (reach.get(diagonal - 1) ?? 0) < (reach.get(diagonal + 1) ?? 0));

const stepInto = (reach: ReadonlyMap<number, number>, diagonal: number, edits: number): number =>
  isAddition(reach, diagonal, edits) ? (reach.get(diagonal + 1) ?? 0) : (reach.get(diagonal - 1) ?? 0) + 1;

const walkBack = (before: readonly string[], after: readonly string[], rounds: readonly ReadonlyMap<number, number>[]): readonly Line[] => {
  const found: Line[] = [];
  let x = before.length;
  let y = after.length;
  const same = (until: number): void => {
    for (; x > until; x -= 1, y -= 1) found.push({ kind: "same", text: before[x - 1] ?? "" });
  };
  for (const [edits, reach] of [...rounds.entries()].reverse()) {
    if (edits === 0) break;
    const addition = isAddition(reach, x - y, edits);
    same(stepInto(reach, x - y, edits));
    if (addition) found.push({ kind: "added", text: after[--y] ?? "" });
    else found.push({ kind: "removed", text: before[--x] ?? "" });
  }
  same(0);
  return found.reverse();
};
