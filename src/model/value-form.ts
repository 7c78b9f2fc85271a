/** A form that a value must have. */
export interface ValueForm {
  readonly fits: (value: string) => boolean;
  /** Completes "it is …". */
  readonly form: string;
  /** The values, where there are few. */
  readonly choices?: readonly string[];
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
