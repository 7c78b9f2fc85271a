import type { Location, Span } from "./span.ts";

/**
 * What mends a finding, as `check --fix` does it: all of these changes of descriptions, or none. A place is that of the `<` of an element, or
 * of the first letter of an attribute's name.
 */
export type Fix = readonly Change[];

export type Change = Alteration & {
  /** It names what is called alike: it shows what would follow, but only people write it. */
  readonly isGuess?: true;
};

type Alteration =
  /** The characters that stand there are others. */
  | { readonly kind: "text"; readonly at: Span; readonly from: string; readonly to: string }
  /** An element or attribute is called otherwise. */
  | { readonly kind: "name"; readonly at: Span; readonly to: string }
  /** The text of an element or the value of an attribute is another; of `part`, where it is given, only that part of it. */
  | { readonly kind: "value"; readonly at: Span; readonly part?: string | undefined; readonly to: string }
  /** An attribute of an element gets a value, or is left out. */
  | { readonly kind: "attribute"; readonly at: Span; readonly name: string; readonly to: string | undefined }
  /** A list of words, with commas between them, loses some and gets others; in an Entry without Options it is made. */
  | { readonly kind: "options"; readonly at: Span; readonly remove: readonly string[]; readonly add: readonly string[] }
  /** An element gets a child with a text, `before` another one if that is there; or the one that it has gets the text. */
  | { readonly kind: "child"; readonly at: Span; readonly name: string; readonly to: string; readonly before?: string }
  /** An element stands in the one element of another name that there is. */
  | { readonly kind: "move"; readonly at: Span; readonly into: string }
  /** An element is left out. */
  | { readonly kind: "removal"; readonly at: Span }
  /** A list gets one more element, for what stands in these places: in their file, and under the tags that they stand under. */
  | { readonly kind: "addition"; readonly list: FixedList; readonly element: NewElement; readonly near: readonly Span[] };

/** The lists that a fix adds to, and where they are in a description. */
export const LISTS = {
  LibsRoBindMounts: ["LxcConfig", "Rootfs", "LibsRoBindMounts"],
  MountPoints: ["LxcConfig", "Rootfs", "MountPoints"],
  Environment: ["LxcConfig", "Environment"],
  DeviceCgroup: ["LxcConfig", "DeviceCgroup"],
} as const;

export type FixedList = keyof typeof LISTS;

/** An element to be written: it has a text, or children. */
export interface NewElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: string | readonly NewElement[];
}

/** What to do about a finding, in words and as a fix, which mean the same; an empty fix where only people can do it. */
export interface Advice {
  readonly help: string;
  readonly fix: Fix;
}

/** Advice to write a value, at whose place a finding points; of `part`, where it is given, only that part. */
export const writeValue = (at: Location | Span, to: string, help: string, part?: string): Advice =>
  withChange(at, help, (span) => ({ kind: "value", at: span, part, to }));

/** The same changes as a guess. */
export const asGuess = (fix: Fix): Fix => fix.map((change) => ({ ...change, isGuess: true }));

/** Writes the name of what the rootfs has: only a guess, for a library or user that this rootfs lacks may be another device's. */
export const guessValue = (at: Location | Span, to: string): Fix => asGuess(writeValue(at, to, "").fix);

/** Whether a fix may be made without asking people. */
export const isMechanical = (fix: Fix | undefined): boolean => fix !== undefined && !fix.some(({ isGuess }) => isGuess);

/** Advice to change the options of a mount. */
export const changeOptions = (
  at: Location | Span | undefined,
  { add = [], remove = [] }: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  help: string,
): Advice => withChange(at, help, (span) => ({ kind: "options", at: span, add, remove }));

/** Advice whose fix is one change at a place; none where that is no place in a text. */
export const withChange = (at: Location | Span | undefined, help: string, change: (at: Span) => Change): Advice => {
  if (at === undefined || ("kind" in at && at.kind !== "text")) return { help, fix: [] };
  const { file, line, column } = at;
  return { help, fix: [change({ file, line, column })] };
};
