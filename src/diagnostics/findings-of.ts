import type { Advice } from "./fix.ts";
import { type Diagnostic, diagnostic, type Location, type Verdict } from "./diagnostic.ts";

/** How severe a code's findings are: `either` is one of the first two, as an option or the case says. */
export const KINDS = ["error", "warning", "either", "hint"] as const;

/** The codes of a stage's findings, each with its title: in a sentence, what it means. */
export interface Codes {
  readonly error?: Readonly<Record<string, string>>;
  readonly warning?: Readonly<Record<string, string>>;
  /** An option of the run, or the case, tells which of the two it is. */
  readonly either?: Readonly<Record<string, string>>;
  /** What can't be known, or changes nothing. */
  readonly hint?: Readonly<Record<string, string>>;
}

/** Makes the findings of a stage. A code that its table lacks, or has for another severity, does not compile. */
export interface FindingsOf<T extends Codes> {
  readonly error: (code: CodeOf<T["error"]>, location: Location, message: string, help?: Advice | string) => Diagnostic;
  readonly warning: (code: CodeOf<T["warning"]>, location: Location, message: string, help?: Advice | string) => Diagnostic;
  readonly hint: (code: CodeOf<T["hint"]>, location: Location, message: string, help?: Advice | string) => Diagnostic;
  readonly either: (
    severity: Verdict,
    code: CodeOf<T["either"]>,
    location: Location,
    message: string,
    help?: Advice | string,
  ) => Diagnostic;
}

type CodeOf<Titles> = keyof Titles & string;

/** The makers of the findings whose codes are declared in a table. */
export const findingsOf = <T extends Codes>(_codes: T): FindingsOf<T> => ({
  error: (code, location, message, help) => diagnostic("error", code, location, message, help),
  warning: (code, location, message, help) => diagnostic("warning", code, location, message, help),
  hint: (code, location, message, help) => diagnostic("hint", code, location, message, help),
  either: diagnostic,
});
