import type { Diagnostic, Location } from "./diagnostic.ts";

/** By file (in the order of `files`, others after them), line or offset, column, code; equal ones keep their order. */
export const sortDiagnostics = (diagnostics: readonly Diagnostic[], files: readonly string[]): readonly Diagnostic[] => {
  const rank = new Map([...new Set(files)].map((file, index) => [file, index]));
  const rankOf = (location: Location): number => rank.get(location.file) ?? rank.size;
  return [...diagnostics].sort(
    (a, b) =>
      rankOf(a.location) - rankOf(b.location) ||
      compare(a.location.file, b.location.file) ||
      lineOf(a.location) - lineOf(b.location) ||
      columnOf(a.location) - columnOf(b.location) ||
      compare(a.code, b.code),
  );
};

const lineOf = (location: Location): number => (location.kind === "text" ? location.line : location.kind === "bytes" ? location.offset : 0);

const columnOf = (location: Location): number => (location.kind === "text" ? location.column : 0);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
