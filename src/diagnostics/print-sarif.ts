import type { Log, PhysicalLocation, ReportingDescriptor, Result } from "sarif";
import type { Diagnostic, Location, Severity } from "./diagnostic.ts";

export interface SarifPrinting {
  /** Of this program. */
  readonly version: string;
  readonly describe: (code: string) => CodeDescription | undefined;
}

/** What a code means, in a sentence, and the absolute URI of its documentation. */
export interface CodeDescription {
  readonly title: string;
  readonly helpUri: string;
}

/** Diagnostics as a SARIF 2.1.0 log of one run (OASIS, "Static Analysis Results Interchange Format"). */
export const printSarif = (diagnostics: readonly Diagnostic[], printing: SarifPrinting): string =>
  `${JSON.stringify(logOf(diagnostics, printing), undefined, 2)}\n`;

const logOf = (diagnostics: readonly Diagnostic[], { version, describe }: SarifPrinting): Log => ({
  $schema: "https://json.schemastore.org/sarif-2.1.0.json",
  version: "2.1.0",
  runs: [
    {
      tool: { driver: { name: "lxc-overlay", version, rules: codesOf(diagnostics).map((code) => ruleOf(code, describe(code))) } },
      columnKind: "unicodeCodePoints",
      results: diagnostics.map(({ code, severity, message, location, help }) => ({
        ruleId: code,
        level: LEVELS[severity],
        message: { text: help === undefined ? message : `${message}\nhelp: ${help}` },
        locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(location.file) }, ...regionOf(location) } }],
      })),
    },
  ],
});

/** A result's level (section 3.27.10). */
const LEVELS: Readonly<Record<Severity, Result.level>> = { error: "error", warning: "warning", hint: "note" };

const codesOf = (diagnostics: readonly Diagnostic[]): readonly string[] => [...new Set(diagnostics.map(({ code }) => code))].sort();

/** A reportingDescriptor (section 3.49). */
const ruleOf = (id: string, described: CodeDescription | undefined): ReportingDescriptor =>
  described === undefined ? { id } : { id, shortDescription: { text: described.title }, helpUri: described.helpUri };

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
