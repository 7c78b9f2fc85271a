import type { Diagnostic } from "./diagnostic.ts";

/** `3 errors: 2 missing-library, 1 unknown-user; 1 warning: 1 unknown-element`, or nothing where there is nothing to count. */
export const printTotals = (diagnostics: readonly Diagnostic[]): string => {
  const parts = (["error", "warning", "hint"] as const).flatMap((severity) => {
    const codes = diagnostics.flatMap((each) => (each.severity === severity ? each.code : []));
    return codes.length === 0 ? [] : `${codes.length} ${severity}${codes.length === 1 ? "" : "s"}: ${countCodes(codes)}`;
  });
  return parts.length === 0 ? "" : `${parts.join("; ")}\n`;
};

/** Each code with how often it is there: the most frequent first, then by name. */
export const countCodes = (codes: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([code, count]) => `${count} ${code}`)
    .join(", ");
};
