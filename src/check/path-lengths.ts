import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { PlannedEntry } from "../plan/planned-node.ts";
import { placeOfWhy, type Why } from "../plan/why.ts";
import { pathTooLong } from "./findings.ts";

/** PATH_MAX (with its NUL) and NAME_MAX of linux/limits.h. */
const MAX_PATH = 4095;
const MAX_NAME = 255;

/** The paths that no Linux file system can hold: the first of each element that leads to some. */
export const checkPathLengths = (entries: readonly PlannedEntry[], span: Span): readonly Diagnostic[] => {
  const first = new Map<Why, PlannedEntry>();
  for (const entry of entries) {
    if (isTooLong(entry.path) && !first.has(entry.why)) first.set(entry.why, entry);
  }
  return [...first].map(([why, { path }]) => pathTooLong(placeOfWhy(why, span), path));
};

const isTooLong = (path: string): boolean =>
  path.length > MAX_NAME &&
  (Buffer.byteLength(path) > MAX_PATH || path.split("/").some((segment) => Buffer.byteLength(segment) > MAX_NAME));
