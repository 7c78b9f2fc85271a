import { type Diagnostic, diagnostic, type Severity } from "../diagnostics/diagnostic.ts";
import type { CommonOptions } from "../model/options.ts";
import type { Found, Rule, RuleSeverity } from "./rule.ts";

interface Judging<Subject> extends Pick<Rule, "code" | "severity"> {
  readonly judge: (subject: Subject) => readonly Found[];
}

/** What a rule finds about its subject, as diagnostics. */
export const judgeBy = <Subject>(
  { code, severity, judge }: Judging<Subject>,
  subject: Subject,
  options: CommonOptions,
): readonly Diagnostic[] =>
  judge(subject).map((found) => diagnostic(severityOf(severity, found, options), code, found.location, found.message, found.help));

const severityOf = (severity: RuleSeverity, found: Found, { sanity, missingLibs }: CommonOptions): Severity => {
  switch (severity) {
    case "sanity":
      return sanity ? "error" : "warning";
    case "missing-libs":
      return missingLibs;
    case "either":
      if (found.severity === undefined) throw new Error(`no severity: ${found.message}`);
      return found.severity;
    case "error":
    case "warning":
    case "hint":
      return severity;
  }
};
