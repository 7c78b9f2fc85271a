import type { ContainerUnits } from "./plan-units.ts";
import type { UnitFile } from "./unit-file.ts";

/** Files one after the other, each under its path; a link is a line. */
export const printUnits = (units: readonly ContainerUnits[]): string => units.flatMap(({ files }) => files.map(printFile)).join("\n");

const printFile = (file: UnitFile): string =>
  file.kind === "link" ? `# /${file.path} -> ${file.target}\n` : `# /${file.path}\n${file.text}`;
