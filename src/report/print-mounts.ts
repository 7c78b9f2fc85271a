import { escapeControls } from "../diagnostics/print-escape.ts";
import type { MountRecords } from "./mounts.ts";

/** What each container mounts, a table below its name, and the programs that LXC runs for it: nothing where there is neither. */
export const printMounts = ({ mounts, hooks }: MountRecords): string =>
  [...new Set([...mounts, ...hooks].map(({ container }) => container))]
    .map((name) => {
      const rows = mounts
        .filter(({ container }) => container === name)
        .map((each) => [each.target, each.source, each.type, each.options.join(",")]);
      const programs = hooks.filter(({ container }) => container === name).map(({ hook, command }) => `hook ${hook}: ${command}`);
      return ["", `${name} mounts (target, source, type, options):`, ...[...inColumns(rows), ...programs].map((each) => `  ${each}`)];
    })
    .flatMap((lines) => lines.map((line) => `${escapeControls(line)}\n`))
    .join("");

const inColumns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widthOf = (column: number): number => rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0);
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widthOf(column)))
      .join("  ")
      .trimEnd(),
  );
};
