import type { Log, PhysicalLocation, ReportingConfiguration, ReportingDescriptor, Result, Suppression } from "sarif";
import type { Replacement } from "./replacement.ts";
import type { Diagnostic, Location, Severity, Suppressed } from "./diagnostic.ts";

export interface SarifPrinting {
  /** Of this program. */
  readonly version: string;
  /** Every code that a finding can have. */
  readonly codes: readonly CodeDescription[];
  /** What the fix of a finding replaces. */
  readonly replacementsOf: (diagnostic: Diagnostic) => readonly Replacement[];
}

/** What is told of a code. */
export interface CodeDescription {
  readonly code: string;
  /** What it means, in a sentence. */
  readonly title: string;
  /** What to do about it, as Markdown. */
  readonly help: string;
  /** The absolute URI of its documentation. */
  readonly helpUri: string;
  /** What most of its findings are. */
  readonly severity: Severity;
}

/** Diagnostics, and those that are allowed, as a SARIF 2.1.0 log of one run (OASIS, "Static Analysis Results Interchange Format"). */
export const printSarif = (diagnostics: readonly Diagnostic[], allowed: readonly Suppressed[], printing: SarifPrinting): string =>
  `${JSON.stringify(logOf(diagnostics, allowed, printing), undefined, 2)}\n`;

const logOf = (
  diagnostics: readonly Diagnostic[],
  allowed: readonly Suppressed[],
  { version, codes, replacementsOf }: SarifPrinting,
): Log => {
  const indices = new Map(codes.map(({ code }, index) => [code, index]));
  // Where one result says that it is suppressed, the others say that they are not (section 3.27.23).
  const none = allowed.length === 0 ? {} : { suppressions: [] };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "lxc-overlay", version, rules: codes.map(ruleOf) } },
        columnKind: "unicodeCodePoints",
        results: [
          ...diagnostics.map((each) => ({ ...resultOf(each, indices), ...fixesOf(each, replacementsOf(each)), ...none })),
          ...allowed.map((each) => ({ ...resultOf(each.diagnostic, indices), suppressions: [suppressionOf(each)] })),
        ],
      },
    ],
  };
};

const resultOf = ({ code, severity, message, location, help }: Diagnostic, indices: ReadonlyMap<string, number>): Result => {
  const ruleIndex = indices.get(code);
  return {
    ruleId: code,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: help === undefined ? message : `${message}\nhelp: ${help}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(location.file) }, ...regionOf(location) } }],
  };
};

/** A fix (section 3.55): what is replaced in each file. */
const fixesOf = ({ help = "" }: Diagnostic, replacements: readonly Replacement[]): Pick<Result, "fixes"> => {
  if (replacements.length === 0) return {};
  const artifactChanges = [...new Set(replacements.map(({ file }) => file))].map((file) => ({
    artifactLocation: { uri: uriOf(file) },
    replacements: replacements
      .filter((each) => each.file === file)
      .map(({ from, to, text }) => ({
        deletedRegion: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
        insertedContent: { text },
      })),
  }));
  return { fixes: [{ description: { text: help }, artifactChanges }] };
};

const suppressionOf = ({ kind, justification }: Suppressed): Suppression => ({ kind, justification });

/** A result's level (section 3.27.10). */
const LEVELS: Readonly<Record<Severity, Result.level & ReportingConfiguration.level>> = {
  error: "error",
  warning: "warning",
  hint: "note",
};

/** A reportingDescriptor (section 3.49). Its name is the code in Pascal case, as section 3.49.7 has it. */
const ruleOf = ({ code, title, help, helpUri, severity }: CodeDescription): ReportingDescriptor => ({
  id: code,
  name: code.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
  shortDescription: { text: title },
  help: { text: help.replaceAll("`", ""), markdown: help },
  helpUri,
  defaultConfiguration: { level: LEVELS[severity] },
});

const uriOf = (file: string): string => (file.startsWith("/") ? "file://" : "") + file.split("/").map(encodeURIComponent).join("/");

const regionOf = (location: Location): Pick<PhysicalLocation, "region"> => {
  switch (location.kind) {
    case "text":
      return { region: { startLine: location.line, startColumn: location.column } };
    case "bytes":
      return { region: { byteOffset: location.offset } };
    case "file":
      return {};
  }
};
