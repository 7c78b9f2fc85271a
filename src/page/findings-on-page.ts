import type { Diagnostic, Location, Severity, Suppressed } from "../diagnostics/diagnostic.ts";
import { familiesOf } from "../diagnostics/families.ts";
import type { Replacement } from "../diagnostics/replacement.ts";
import type { AllowedOnPage, FindingOnPage, FixOnPage } from "./page.ts";

/** What is looked up to tell of findings. */
export interface FindingSources {
  /** The lines of an input; `undefined` for what is no text. */
  readonly linesOf: (file: string) => readonly string[] | undefined;
  readonly replacementsOf: (finding: Diagnostic) => readonly Replacement[];
  /** What a code stands for. */
  readonly titleOf: (code: string) => string;
  /** Which findings follow from others. */
  readonly causes: ReadonlyMap<Diagnostic, Diagnostic>;
}

/** Longer lines are not written by people. */
const MAX_LINE = 400;

/** More than anybody reads. */
const MAX_FINDINGS = 1000;

/** Findings, the worst ones first; what follows from another one stands with it. */
export const findingsOnPage = (diagnostics: readonly Diagnostic[], sources: FindingSources): readonly FindingOnPage[] => {
  const all = SEVERITIES.flatMap((severity) => diagnostics.filter((each) => each.severity === severity));
  const families = familiesOf(all.slice(0, MAX_FINDINGS), sources.causes).map(({ cause, following }) => {
    const behind = following.map((each) => findingOnPage(each, sources, []));
    return findingOnPage(cause, sources, behind);
  });
  return SEVERITIES.flatMap((severity) => families.filter((each) => worstOf([each]) === severity));
};

/** The worst comes first. */
const SEVERITIES = ["error", "warning", "hint"] as const;

/** The worst severity among findings and what follows from them; nothing where there are none. */
export const worstOf = (findings: readonly FindingOnPage[]): Severity | undefined =>
  SEVERITIES.find((severity) => withFollowing(findings).some((each) => each.severity === severity));

/** Findings, each before those that follow from it. */
export const withFollowing = (findings: readonly FindingOnPage[]): readonly FindingOnPage[] =>
  findings.flatMap((each) => [each, ...each.following]);

const findingOnPage = (
  finding: Diagnostic,
  { linesOf, replacementsOf, titleOf }: FindingSources,
  following: readonly FindingOnPage[],
): FindingOnPage => {
  const { code, severity, message, location, help } = finding;
  const line = location.kind === "text" ? linesOf(location.file)?.[location.line - 1]?.trim() : undefined;
  return {
    code,
    severity,
    title: titleOf(code),
    message,
    place: placeText(location),
    source: line === undefined || line === "" || line.length > MAX_LINE ? undefined : line,
    help,
    following,
    fix: replacementsOf(finding).flatMap((each) => fixOnPage(each, linesOf(each.file))),
  };
};

export const allowedOnPage = (suppressed: readonly Suppressed[]): readonly AllowedOnPage[] =>
  suppressed.map(({ diagnostic: { code, message, location }, justification }) => ({
    code,
    message,
    place: placeText(location),
    justification,
  }));

/** A replacement as whole lines. */
const fixOnPage = ({ file, from, to, text }: Replacement, lines: readonly string[] | undefined): readonly FixOnPage[] => {
  if (lines === undefined) return [];
  const before = [...(lines[from.line - 1] ?? "")].slice(0, from.column - 1).join("");
  const after = [...(lines[to.line - 1] ?? "")].slice(to.column - 1).join("");
  const removed = lines.slice(from.line - 1, to.line);
  const added = `${before}${text}${after}`.split("\n");
  const isKept = (line: string, others: readonly string[]): boolean => line.trim() === "" || others.includes(line);
  return [
    {
      file,
      line: from.line,
      removed: removed.filter((line) => !isKept(line, added)),
      added: added.filter((line) => !isKept(line, removed)),
    },
  ];
};

const placeText = (location: Location): string => {
  if (location.kind === "text") return `${location.file}:${location.line}:${location.column}`;
  return location.kind === "bytes" ? `${location.file}: byte ${location.offset}` : location.file;
};
