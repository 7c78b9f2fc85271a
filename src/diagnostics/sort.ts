import type { Diagnostic, Place } from "./diagnostic.ts";

/** By file (in the order of `files`, others after them), line or offset, column, code; equal ones keep their order. */
export const sortDiagnostics = (diagnostics: readonly Diagnostic[], files: readonly string[]): readonly Diagnostic[] => {
  const rank = new Map([...new Set(files)].map((file, index) => [file, index]));
  const rankOf = (place: Place): number => rank.get(place.file) ?? rank.size;
  return [...diagnostics].sort(
    (a, b) =>
      rankOf(a.place) - rankOf(b.place) ||
      compare(a.place.file, b.place.file) ||
      lineOf(a.place) - lineOf(b.place) ||
      columnOf(a.place) - columnOf(b.place) ||
      compare(a.code, b.code),
  );
};

const lineOf = (place: Place): number => (place.kind === "text" ? place.line : place.kind === "bytes" ? place.offset : 0);

const columnOf = (place: Place): number => (place.kind === "text" ? place.column : 0);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
