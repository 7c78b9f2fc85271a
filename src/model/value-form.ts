/** A form that a value must have. */
export interface ValueForm {
  readonly fits: (value: string) => boolean;
  /** Completes "it is …". */
  readonly form: string;
  /** The values, where there are few. */
  readonly choices?: readonly string[];
  /** What is one of these words, or a list of them; the words are separated by blanks and commas, in any case. */
  readonly words?: readonly string[];
  /** What its text looks like: whatever fits matches it, and `fits` may ask for more. */
  readonly shape?: RegExp;
  /** How a value that does not fit may be written, where its author's meaning can be told. */
  readonly help?: (value: string) => Instead | string | undefined;
  /** Control characters that may stand inside. */
  readonly mayHold?: RegExp;
}

/** What is to be written instead of a value, and that in words. */
export interface Instead {
  readonly write: string;
  readonly help: string;
}

/** A value to write, with what is said before it. */
export const instead = (write: string, before: string = ""): Instead => ({ write, help: `${before}write ${write}` });

/** A value that is asked for. */
export const meant = (write: string): Instead => ({ write, help: `did you mean ${write}?` });

/** What matches a regular expression. */
export const pattern = (shape: RegExp, form: string, help?: ValueForm["help"]): ValueForm => ({
  fits: (value) => shape.test(value),
  form,
  shape,
  ...(help === undefined ? {} : { help }),
});

/** What is only too long can be cut. */
export const shortenTo =
  (length: number): NonNullable<ValueForm["help"]> =>
  (value) =>
    value.length > length ? `${value.length} characters are too many: write ${value.slice(0, length)}` : undefined;

export const oneOf = (...choices: readonly string[]): ValueForm => ({
  fits: (value) => choices.includes(value),
  form: `one of ${choices.join(", ")}`,
  choices,
});
