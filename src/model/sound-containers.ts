import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Container } from "./container.ts";

/** The containers whose files have no errors that keep them from being planned and judged further. */
export const soundContainers = (containers: readonly Container[], found: readonly Diagnostic[]): readonly Container[] => {
  const bearable = new Set(containers.flatMap(({ unlaunched }) => unlaunched));
  const wrong = new Set(found.flatMap((each) => (each.severity === "error" && !bearable.has(each) ? [each.location.file] : [])));
  return containers.filter(({ files }) => !files.some((file) => wrong.has(file)));
};
