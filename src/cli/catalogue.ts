import type { RuleSeverity } from "../check/rule.ts";
import { type RuleCode, RULES } from "../check/rules.ts";
import { type Codes, KINDS } from "../diagnostics/findings-of.ts";
import * as tables from "./code-tables.ts";

/** Every code that a finding can have. */
export type Code = CodeIn<(typeof tables)[keyof typeof tables]> | RuleCode;

type CodeIn<T extends Codes> = T extends unknown ? keyof T["error"] | keyof T["warning"] | keyof T["either"] | keyof T["hint"] : never;

/** What is told of a code. */
export interface CodeEntry {
  readonly code: Code;
  readonly severity: RuleSeverity;
  /** What it means, in a sentence. */
  readonly title: string;
}

/** All codes: those of the stages' findings, and those of the rules. */
export const CATALOGUE: readonly CodeEntry[] = [
  ...Object.values<Codes>(tables).flatMap((table) =>
    KINDS.flatMap((severity) => Object.entries(table[severity] ?? {}).map(([code, title]) => ({ code: code as Code, severity, title }))),
  ),
  ...RULES.map(({ code, severity, title }) => ({ code: code as Code, severity, title })),
];
