import type { Diagnostic } from "./diagnostic.ts";

/** A diagnostic as the report and `--diagnostics json` show it; `offset` is a byte's in a tarball. */
export interface DiagnosticRecord {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly offset?: number;
  readonly help?: string;
}

/** Diagnostics as one JSON document: `{"diagnostics": [...]}`. */
export const printJson = (diagnostics: readonly Diagnostic[]): string =>
  `${JSON.stringify({ diagnostics: diagnostics.map(diagnosticRecord) }, undefined, 2)}\n`;

export const diagnosticRecord = ({ code, severity, message, location, help }: Diagnostic): DiagnosticRecord => ({
  code,
  severity,
  message,
  file: location.file,
  ...(location.kind === "text" ? { line: location.line, column: location.column } : {}),
  ...(location.kind === "bytes" ? { offset: location.offset } : {}),
  ...(help === undefined ? {} : { help }),
});
