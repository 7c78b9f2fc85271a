import type { Advice, Fix } from "./fix.ts";
import type { Location, Span } from "./span.ts";

export type { Location, Span } from "./span.ts";

/** A hint tells of what can't be known: it never touches the exit code. */
export type Severity = "error" | "warning" | "hint";

/** What an option may make of a finding. */
export type Verdict = Exclude<Severity, "hint">;

/** One finding about an input. Codes are stable and listed in docs/diagnostics.md. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly location: Location;
  readonly help?: string;
  /** What `check --fix` does about it, where that is mechanical: what the help says. */
  readonly fix?: Fix;
}

/** A finding that is allowed: by whoever wrote the description, or from outside (the kinds that SARIF has). */
export interface Suppressed {
  readonly diagnostic: Diagnostic;
  readonly kind: "inSource" | "external";
  readonly justification: string;
}

/** What every stage returns: its value and what it found on the way. */
export interface Staged<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

export const atSpan = (span: Span): Location => ({ kind: "text", ...span });

export const atOffset = (file: string, offset: number): Location => ({ kind: "bytes", file, offset });

export const atFile = (file: string): Location => ({ kind: "file", file });

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some((each) => each.severity === "error");

/** Enough for every message that does not quote something absurd; in UTF-16 units. */
const MAX_MESSAGE = 2000;

/** A finding; a stage makes its own with findingsOf, which knows the codes. */
export const diagnostic = (
  severity: Severity,
  code: string,
  location: Location,
  message: string,
  advice?: Advice | string,
): Diagnostic => ({
  code,
  severity,
  message: message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message,
  location,
  ...told(advice),
});

const told = (advice: Advice | string | undefined): Pick<Diagnostic, "help" | "fix"> => {
  if (typeof advice !== "object") return advice === undefined ? {} : { help: advice };
  return advice.fix.length === 0 ? { help: advice.help } : advice;
};
