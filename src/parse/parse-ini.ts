import * as ini from "ini";
import type { Span, Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { iniDuplicate, iniSyntax } from "./findings.ts";
import { decodeUtf8 } from "./decode.ts";

/** An option of an ini file: its value with the lines it goes on over joined by "\n". */
export interface IniOption {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

export interface IniSection {
  readonly name: string;
  readonly span: Span;
  readonly options: readonly IniOption[];
}

const SECTION = /^\[([A-Za-z][\w -]*)\]\s*$/;
const OPTION = /^([A-Za-z][\w.-]*)\s*[=:](.*)$/;
const MAX_BYTES = 256 * 1024;

/**
 * Reads config.ini, of at most 256 KiB, as Python's ConfigParser does: an indented line continues the option above it, `#` and `;` begin a comment only at the
 * start of a line, quotes are plain characters, a section or option that stands twice and a line that is nothing are errors.
 * The dialect of the `ini` package knows none of this, so it is handed folded lines with quoted values.
 */
export const parseIni = (bytes: Uint8Array, file: string): Staged<readonly IniSection[] | undefined> => {
  const decoded = decodeUtf8(bytes, file, MAX_BYTES);
  if (decoded.value === undefined) return { value: undefined, diagnostics: decoded.diagnostics };
  const { value: folded, diagnostics } = fold(decoded.value, file);
  const values = ini.parse(folded.map(writeSection).join("\n"));
  const sections = folded.map((section) => ({
    ...section,
    // ini makes booleans of "true" and "false" in quotes, too
    options: section.options.map((option) => ({ ...option, value: String(values[section.name]?.[option.name]) })),
  }));
  return { value: sections, diagnostics };
};

interface Folded {
  readonly name: string;
  readonly span: Span;
  readonly options: { readonly name: string; value: string; readonly span: Span }[];
}

/** Joins continuation lines to their option and drops comments; what `ini` would take without a word is reported. */
const fold = (text: string, file: string): Staged<readonly Folded[]> => {
  const sections: Folded[] = [];
  const { found: diagnostics, report } = collectFindings();
  /** The first section of each name, and the first option of each name in the section at hand. */
  const firstSections = new Map<string, Span>();
  const firstOptions = new Map<string, Span>();
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const span = { file, line: index + 1, column: line.search(/\S/) + 1 };
    const section = sections.at(-1);
    const header = SECTION.exec(line)?.[1];
    const [, name, value = ""] = OPTION.exec(line) ?? [];
    if (span.column > 1) {
      const option = section?.options.at(-1);
      if (option) option.value += `\n${line.trim()}`;
      else report(iniSyntax(span, "an indented line continues an option, and there is none above it"));
    } else if (header !== undefined) {
      const first = firstSections.get(header);
      if (first) report(iniDuplicate(span, `the section [${header}]`, first.line));
      else firstSections.set(header, span);
      firstOptions.clear();
      sections.push({ name: header, span, options: [] });
    } else if (name === undefined) {
      report(iniSyntax(span, "this line is neither [SECTION] nor name = value"));
    } else if (section === undefined) {
      report(iniSyntax(span, `the option ${name} stands before the first section`));
    } else {
      const first = firstOptions.get(name);
      if (first) report(iniDuplicate(span, `${name} in [${section.name}]`, first.line));
      else firstOptions.set(name, span);
      section.options.push({ name, value: value.trim(), span });
    }
  }
  return { value: sections, diagnostics };
};

const writeSection = ({ name, options }: Folded): string =>
  [`[${name}]`, ...options.map((option) => `${option.name}=${JSON.stringify(option.value)}`)].join("\n");
