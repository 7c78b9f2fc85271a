import type { Diagnostic, Location } from "./diagnostic.ts";
import { escapeControls } from "./print-escape.ts";

/**
 * Diagnostics for editors: a line `file:line:column: severity[code]: message` each. One about a whole file points at its beginning, since
 * editors go to a place; an offset in a tarball stands at the end of its message.
 */
export const printShort = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map(
      ({ severity, code, message, location }) =>
        `${placeOf(location)}: ${severity}[${code}]: ${escapeControls(message)}${rest(location)}\n`,
    )
    .join("");

const placeOf = (location: Location): string => {
  const { line, column } = location.kind === "text" ? location : { line: 1, column: 1 };
  return `${escapeControls(location.file)}:${line}:${column}`;
};

const rest = (location: Location): string => (location.kind === "bytes" ? ` (at byte ${location.offset})` : "");
