import { RULES } from "../check/rules.ts";
import type { RuleSeverity } from "../check/rule.ts";
import { type Codes, KINDS } from "../diagnostics/findings-of.ts";
import * as tables from "./code-tables.ts";

/** The codes that a build's findings can have. */
export const BUILD_CODES: ReadonlyMap<string, RuleSeverity> = new Map([
  ...Object.values<Codes>(tables).flatMap((table) =>
    KINDS.flatMap((severity) => Object.keys(table[severity] ?? {}).map((code) => [code, severity] as const)),
  ),
  ...RULES.map(({ code, severity }) => [code, severity] as const),
]);

/** Whether an error of a code may be allowed: one of the security rules', which -S makes of a warning, or one that was a warning before. */
export const isAllowableError = (code: string): boolean =>
  BUILD_CODES.get(code) === "sanity" || code === "hardlink-writable-by-root" || RISEN.has(code);

/** Errors that were warnings in format version 1: descriptions that were built then must have a way to be built still. */
const RISEN: ReadonlySet<string> = new Set([
  "bind-missing",
  "damaged-elf",
  "missing-host-file",
  "missing-program",
  "missing-script-interpreter",
  "mount-point-missing",
]);
