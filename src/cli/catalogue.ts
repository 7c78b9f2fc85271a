import type { CodeDescription } from "../diagnostics/print-sarif.ts";
import type { RuleSeverity } from "../check/rule.ts";
import { type RuleCode, RULES } from "../check/rules.ts";
import type { Codes } from "../diagnostics/findings-of.ts";
import * as tables from "./code-tables.ts";

/** Every code that a finding can have. */
export type Code = CodeIn<(typeof tables)[keyof typeof tables]> | RuleCode;

type CodeIn<T extends Codes> = T extends unknown ? keyof T["error"] | keyof T["warning"] | keyof T["either"] : never;

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
    (["error", "warning", "either"] as const).flatMap((severity) =>
      Object.entries(table[severity] ?? {}).map(([code, title]) => ({ code: code as Code, severity, title })),
    ),
  ),
  ...RULES.map(({ code, severity, title }) => ({ code: code as Code, severity, title })),
];

/** Where the codes are documented. The project has no address of its own yet: who publishes it writes it here. */
const DOCUMENTATION = "https://lxc-overlay.invalid/docs/diagnostics.md";

/** The title of a code and where it is documented, for machines that show findings to people. */
export const describeCode = (code: string): CodeDescription | undefined => {
  const title = TITLES.get(code);
  return title === undefined ? undefined : { title, helpUri: `${DOCUMENTATION}#${code}` };
};

const TITLES: ReadonlyMap<string, string> = new Map(CATALOGUE.map(({ code, title }) => [code, title]));
