import type { Line } from "./diff-lines.ts";
import { count, type Hunk } from "./hunks.ts";

/** What stands before a line. */
export const SIGNS: Readonly<Record<Line["kind"], string>> = { same: " ", removed: "-", added: "+" };

/** A hunk as diff(1) -u writes it, each line as `show` has it. */
export const hunkText = ({ before, after, lines }: Hunk, show: (line: string) => string): string =>
  `@@ -${before},${count(lines, "added")} +${after},${count(lines, "removed")} @@\n${lines.map((line) => lineText(line, show)).join("")}`;

const lineText = ({ kind, text }: Line, show: (line: string) => string): string => {
  const hasEnd = text.endsWith("\n");
  return `${SIGNS[kind]}${show(hasEnd ? text.slice(0, -1) : text)}\n${hasEnd ? "" : "\\ No newline at end of file\n"}`;
};
