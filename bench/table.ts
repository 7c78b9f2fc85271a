import { type Grown, SLOPE } from "./growth/curve.ts";
import type { Judged, Row, Spread } from "./row.ts";

export const ROW_HEADS: readonly string[] = ["row", "ours (least)", "beside it (least)", "ratio", "aim", "verdict", "CPU ratio", "memory"];

/** A judged row as the cells of a table. */
export const cellsOf = ({ row, ours, beside, ratio, processorRatio, megabytes, holds }: Judged): readonly string[] => [
  row.what,
  spread(row, ours),
  beside === undefined ? "" : `${row.beside.map(({ name }) => name).join(" + ")}: ${spread(row, beside)}`,
  number(ratio),
  aimOf(row),
  verdict(holds),
  number(processorRatio),
  memory(megabytes),
];

export const CURVE_HEADS: readonly string[] = [
  "growth of",
  "command",
  "without start-up",
  "slope",
  "aim",
  "verdict",
  "memory at the last",
  "aim",
  "verdict",
];

/** A judged curve as the cells of a table. */
export const cellsOfCurve = ({ curve, measured, slope, isLong, holds, holdsMemory }: Grown): readonly string[] => [
  curve.quantity,
  curve.what,
  measured.map(({ quantity, seconds }) => `${quantity.toLocaleString("en")}: ${time(seconds)}`).join(", "),
  isLong ? number(slope) : `${number(slope)} (last two; fewer than two take 1 s)`,
  `≤ ${SLOPE}`,
  verdict(holds),
  memory(measured.at(-1)?.megabytes ?? Number.NaN),
  curve.megabytes === undefined ? "" : `≤ ${memory(curve.megabytes)}`,
  verdict(holdsMemory),
];

/** A table of Markdown, whose columns stand below each other in a terminal as well. */
export const markdown = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = heads.map((_, column) => Math.max(3, ...[heads, ...rows].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(heads), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...rows.map(line)].join("\n");
};

const spread = ({ unit }: Row, { median, least }: Spread): string =>
  unit === "megabytes" ? memory(median) : `${time(median)} (${time(least)})`;

const aimOf = ({ aim, beside, unit }: Row): string => {
  if (aim === undefined) return "";
  if (beside.length > 0) return `≤ ${aim}`;
  return `≤ ${unit === "megabytes" ? memory(aim) : time(aim)}`;
};

const verdict = (holds: boolean | undefined): string => (holds === undefined ? "" : holds ? "holds" : "MISSED");

const number = (value: number | undefined): string => (value === undefined ? "" : value.toFixed(2));

const time = (seconds: number): string => {
  if (seconds >= 10) return `${seconds.toFixed(1)} s`;
  return seconds >= 1 ? `${seconds.toFixed(2)} s` : `${(seconds * 1000).toFixed(seconds < 0.1 ? 1 : 0)} ms`;
};

const memory = (megabytes: number): string => `${megabytes.toFixed(0)} MB`;
