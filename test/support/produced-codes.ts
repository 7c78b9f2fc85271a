import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";

/** Codes of findings that a stage gave to a test of this process, or a command printed. */
export const PRODUCED: ReadonlySet<string> = new Set();

/** Notes the findings that a stage gave, and gives them on. */
export const noted = <T extends readonly Diagnostic[]>(diagnostics: T): T => {
  for (const { code } of diagnostics) note(code);
  return diagnostics;
};

/** Notes the findings in what a command printed, be it text, JSON or SARIF. */
export const noteIn = (stderr: string): void => {
  for (const [, text, json] of stderr.matchAll(PRINTED)) note(text ?? json ?? "");
};

const PRINTED = /\b(?:error|warning|hint)\[([a-z0-9-]+)\]|"(?:code|ruleId)": ?"([a-z0-9-]+)"/g;

const note = (code: string): void => void (PRODUCED as Set<string>).add(code);
