/** What a TAGS attribute asks for: `a:b:c`, `x*` for a prefix, a leading `!` for none of them. */
export interface TagList {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

export const readTagList = (text: string): TagList => {
  const negated = text.startsWith("!");
  return { negated, patterns: text.slice(negated ? 1 : 0).split(":") };
};

/** Whether the list holds for a value; a tag without one has the empty string. */
export const holdsFor = ({ negated, patterns }: TagList, value: string): boolean =>
  patterns.some((pattern) => fitsPattern(pattern, value)) !== negated;

export const fitsPattern = (pattern: string, value: string): boolean =>
  pattern.endsWith("*") ? value.startsWith(pattern.slice(0, -1)) : value === pattern;

/** What a RANGE attribute asks for, both ends included. */
export interface TagRange {
  readonly low: number;
  /** Infinity where there is no end. */
  readonly high: number;
}

/** `X`, `X..Y`, `..Y`, `X..`, `..`; empty is 0. `undefined` for any other text. */
export const readTagRange = (text: string): TagRange | undefined => {
  const [whole, only, from, to] = /^(?:(\d*)|(\d*)\.\.(\d*))$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return { low: Number(only ?? from), high: only === undefined && to === "" ? Infinity : Number(only ?? to) };
};
