import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { Diagnostic, Location, Span, Suppressed } from "../diagnostics/diagnostic.ts";
import { closest } from "../diagnostics/closest.ts";
import type { Selection } from "../model/config.ts";
import type { DescriptionSyntax } from "../parse/syntax.ts";
import type { Allowance } from "./allowance.ts";
import { BUILD_CODES, isAllowableError } from "./build-codes.ts";
import { notAllowable, tooManyAllowances, unknownAllowCode, unusedAllow } from "./findings.ts";
import { readAllowFile } from "./read-allow-file.ts";
import { readInstruction } from "./read-instruction.ts";

export interface AllowInput {
  readonly found: readonly Diagnostic[];
  readonly descriptions: readonly DescriptionSyntax[];
  readonly selections: readonly Selection[];
  /** The files of --allow. */
  readonly files: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  /** Whether all was judged, so that what is not found is not there. */
  readonly complete: boolean;
}

/** What is left of findings, and what was allowed of them. */
export interface Allowed {
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly Suppressed[];
}

/**
 * Takes what is allowed out of findings: warnings, hints, the errors of the security rules and those that were warnings once, no other errors. An allowance that allows
 * nothing is told of, unless its element, or some of it, is left out by tags: then the same file is another one with other tags.
 */
export const allow = ({ found, descriptions, selections, files, complete }: AllowInput): Allowed => {
  const { found: about, take, report } = collectFindings("first");
  const given = [
    ...descriptions.flatMap(({ instructions }) => instructions.flatMap((each) => take(readInstruction(each)) ?? [])),
    ...files.flatMap(({ file, bytes }) => take(readAllowFile(bytes, file))),
  ];
  const all = given.slice(0, MAX_ALLOWANCES);
  const [beyond] = given.slice(all.length);
  if (beyond !== undefined) report(tooManyAllowances(beyond.span, MAX_ALLOWANCES));
  const nameOf = new Map(
    descriptions.map(({ file, root }) => [file, root.attributes.find(({ name }) => name === "SandboxName")?.value] as const),
  );
  const known = all.filter(({ code, span }) => {
    const isKnown = BUILD_CODES.has(code);
    if (!isKnown) report(unknownAllowCode(span, code, closest(code, BUILD_CODES.keys())));
    return isKnown;
  });
  const used = new Set<Allowance>();
  const refused = new Set<Allowance>();
  const suppressed: Suppressed[] = [];
  const diagnostics = found.filter((diagnostic) => {
    const { code, severity, location } = diagnostic;
    const covering = known.filter((each) => each.code === code && covers(each, location, nameOf));
    const [first] = covering;
    if (first === undefined) return true;
    const isAllowable = severity !== "error" || isAllowableError(code);
    for (const each of covering) (isAllowable ? used : refused).add(each);
    if (isAllowable) suppressed.push({ diagnostic, kind: KINDS[first.scope.kind], justification: first.reason });
    return !isAllowable;
  });
  const leftOut = selections.filter(({ kept }) => !kept).map(({ span }) => span);
  for (const each of known.filter((one) => !used.has(one))) {
    if (refused.has(each) || (BUILD_CODES.get(each.code) === "error" && !isAllowableError(each.code)))
      report(notAllowable(each.span, each.code));
    else if (complete && !isLeftOut(each, leftOut)) report(unusedOf(each, [...nameOf.values()]));
  }
  return { diagnostics: [...diagnostics, ...about], suppressed };
};

/** Of a run; more are not written by people. */
const MAX_ALLOWANCES = 1000;

/** Kinds of suppressions, as SARIF 2.1.0 has them (section 3.35.2). */
const KINDS = { element: "inSource", container: "external" } as const;

const covers = ({ scope }: Allowance, location: Location, nameOf: ReadonlyMap<string, string | undefined>): boolean => {
  if (scope.kind === "container") return scope.name === undefined || nameOf.get(location.file) === scope.name;
  return location.kind === "text" && location.file === scope.from.file && !isBefore(location, scope.from) && isBefore(location, scope.to);
};

const isBefore = (a: Span, b: Span): boolean => a.line < b.line || (a.line === b.line && a.column < b.column);

/** Whether tags leave out the element of an allowance, one around it, or something in it. */
const isLeftOut = ({ scope }: Allowance, leftOut: readonly Span[]): boolean =>
  scope.kind === "element" &&
  leftOut.some((span) => {
    if (span.file !== scope.from.file || !isBefore(span, scope.to)) return false;
    return !isBefore(span, scope.from) || scope.within.some(({ line, column }) => line === span.line && column === span.column);
  });

const unusedOf = ({ code, span, scope }: Allowance, names: readonly (string | undefined)[]): Diagnostic => {
  if (scope.kind === "element") return unusedAllow(span, code, "in the element that follows");
  if (scope.name === undefined) return unusedAllow(span, code, "in any container");
  const others = names.flatMap((each) => each ?? []);
  if (others.includes(scope.name)) return unusedAllow(span, code, `in ${scope.name}`);
  const [similar] = closest(scope.name, others);
  return unusedAllow(
    span,
    code,
    `in ${scope.name}: no description has that SandboxName`,
    similar === undefined ? undefined : `did you mean ${similar}?`,
  );
};
