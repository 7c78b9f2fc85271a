import type { Diagnostic, Location, Severity, Span } from "./diagnostic.ts";
import { escapeControls } from "./print-escape.ts";
import { familiesOf } from "./families.ts";
import { countCodes } from "./print-totals.ts";

export interface TextPrinting {
  /** The lines of a text input; undefined for any other file. */
  readonly linesOf: (file: string) => readonly string[] | undefined;
  readonly color: boolean;
  /** Which findings follow from others, and from which. */
  readonly causes?: ReadonlyMap<Diagnostic, Diagnostic>;
  /** Whether what follows from another finding is listed behind it, not counted only. */
  readonly unfolded?: boolean;
}

/** More than anybody reads; where there are more, hints give way to warnings, and warnings to errors. */
const MAX_PRINTED = 1000;

/**
 * Diagnostics for people: `file:line:col: severity[code]: message`, the source line with a caret under the column, a help line. What follows
 * from another one comes behind it, as one line that counts.
 */
export const printText = (diagnostics: readonly Diagnostic[], printing: TextPrinting): string => {
  const { color, unfolded = false } = printing;
  const families = familiesOf(diagnostics, printing.causes ?? new Map());
  const all = families.flatMap(({ cause, following }) => (unfolded ? [cause, ...following] : [cause]));
  const listed = thinnedOut(all).slice(0, MAX_PRINTED);
  const behind = new Map(families.flatMap(({ cause, following }) => (following.length === 0 ? [] : [[cause, following] as const])));
  const lines = listed.flatMap((each) => {
    const following = behind.get(each);
    const note = following && `${paint("note:", BOLD, color)} ${followingLine(following, unfolded)}`;
    return [...linesOf(each, printing), ...(note === undefined ? [] : [note])].map((line) => `${line}\n`);
  });
  if (listed.length < all.length) lines.push(`${all.length - listed.length} more are not listed\n`);
  return lines.join("");
};

const linesOf = ({ severity, code, message, location, help }: Diagnostic, { linesOf: textOf, color }: TextPrinting): readonly string[] => [
  `${printLocation(location)}: ${paint(`${severity}[${code}]`, STYLES[severity], color)}: ${escapeControls(message)}`,
  ...(location.kind === "text" ? sourceLines(location, textOf(location.file)) : []),
  ...(help === undefined ? [] : [`${paint("help:", BOLD, color)} ${escapeControls(help)}`]),
];

const followingLine = (following: readonly Diagnostic[], unfolded: boolean): string => {
  const codes = countCodes(following.map(({ code }) => code));
  const [verb, them] = following.length === 1 ? ["follows", "it"] : ["follow", "them"];
  return `${following.length} more ${verb} from this: ${codes}${unfolded ? "" : ` (-v shows ${them})`}`;
};

/** What is left where the least important findings give way until there are no more than are printed, as long as others are left. */
const thinnedOut = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  (["hint", "warning"] as const).reduce((left, least) => {
    const kept = left.length > MAX_PRINTED ? left.filter(({ severity }) => severity !== least) : left;
    return kept.length > 0 ? kept : left;
  }, diagnostics);

const printLocation = (location: Location): string => {
  const file = escapeControls(location.file);
  switch (location.kind) {
    case "text":
      return `${file}:${location.line}:${location.column}`;
    case "bytes":
      return `${file}: byte ${location.offset}`;
    case "file":
      return file;
  }
};

const BOLD = "1";
const STYLES: Readonly<Record<Severity, string>> = { error: "1;31", warning: "1;33", hint: "1;36" };

const paint = (text: string, style: string, color: boolean): string => (color ? `\u001b[${style}m${text}\u001b[0m` : text);

/** Longer lines are cut around the column. */
const WIDTH = 120;

/** Longer ones are not written by people, and not shown. */
const MAX_LINE = 16 * 1024;

const sourceLines = ({ line, column }: Span, lines: readonly string[] | undefined): string[] => {
  const text = lines?.[line - 1];
  if (text === undefined || text.length > MAX_LINE) return [];
  // One character a code point, so that the caret stands under the column.
  const characters = [...text.replaceAll("\t", " ")].map((each) => (escapeControls(each) === each ? each : "\ufffd"));
  const from = column <= WIDTH - 20 ? 0 : column - WIDTH / 2;
  const gutter = `${line} | `;
  const shown = characters
    .slice(from, from + WIDTH)
    .join("")
    .trimEnd();
  return [`${gutter}${shown}`, `${" ".repeat(gutter.length - 2)}| ${" ".repeat(column - 1 - from)}^`];
};
