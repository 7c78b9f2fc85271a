import type { Diagnostic, Place } from "./diagnostic.ts";

/** Diagnostics as a SARIF 2.1.0 log of one run (OASIS, "Static Analysis Results Interchange Format"). */
export const printSarif = (diagnostics: readonly Diagnostic[], version: string): string =>
  `${JSON.stringify(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "lxc-overlay", version, rules: rulesOf(diagnostics) } },
          columnKind: "unicodeCodePoints",
          results: diagnostics.map(({ code, severity, message, place, help }) => ({
            ruleId: code,
            level: severity,
            message: { text: help === undefined ? message : `${message}\nhelp: ${help}` },
            locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(place.file) }, ...regionOf(place) } }],
          })),
        },
      ],
    },
    undefined,
    2,
  )}\n`;

const rulesOf = (diagnostics: readonly Diagnostic[]): readonly { id: string }[] =>
  [...new Set(diagnostics.map(({ code }) => code))].sort().map((id) => ({ id }));

const uriOf = (file: string): string => (file.startsWith("/") ? "file://" : "") + file.split("/").map(encodeURIComponent).join("/");

const regionOf = (place: Place): object => {
  switch (place.kind) {
    case "text":
      return { region: { startLine: place.line, startColumn: place.column } };
    case "bytes":
      return { region: { byteOffset: place.offset } };
    case "file":
      return {};
  }
};
