import { closest } from "../diagnostics/closest.ts";
import { type Diagnostic, type Span, atSpan } from "../diagnostics/diagnostic.ts";
import { meantOne, list } from "../diagnostics/did-you-mean.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const CONFIG_CODES = {
  error: {
    "tag-declared-twice": "One name is declared in both TAGS and RANGE of config.ini.",
    "reserved-tag-name": "A tag of config.ini is named like an attribute of the format.",
    "bad-tag-value": "A value that config.ini allows for a tag could not be told apart in a description.",
    "range-with-value": "A numeric tag of config.ini has a value.",
    "bad-config-path":
      'A path of config.ini is not absolute, and in WRITABLE not the name of a pseudo file system either; or it has a segment "..".',
  },
  warning: {
    "unknown-section": "config.ini has a section that means nothing.",
    "unknown-option": "A path section of config.ini has an option other than paths.",
  },
} as const;

const { error, warning } = findingsOf(CONFIG_CODES);

export const unknownSection = (span: Span, name: string, known: readonly string[]): Diagnostic =>
  warning(
    "unknown-section",
    atSpan(span),
    `the section [${name}] is not known; there are ${list(known)}`,
    meantOne(closest(name, known), (to) => [{ kind: "text", at: span, from: `[${name}]`, to: `[${to}]` }]) ?? "remove it",
  );

export const unknownOption = (span: Span, name: string, section: string): Diagnostic =>
  warning(
    "unknown-option",
    atSpan(span),
    `the option ${name} is not known in [${section}], which has paths only`,
    meantOne(closest(name, ["paths"]), (to) => [{ kind: "text", at: span, from: name, to }]) ?? "write paths = …",
  );

export const tagDeclaredTwice = (span: Span, name: string): Diagnostic =>
  error("tag-declared-twice", atSpan(span), `${name} is declared in [TAGS] and in [RANGE]`, "keep it in one of them");

export const reservedTagName = (span: Span, name: string): Diagnostic =>
  error(
    "reserved-tag-name",
    atSpan(span),
    `${name} is an attribute of the description format and can't be a tag`,
    "give the tag another name",
  );

export const badTagValue = (span: Span, name: string, value: string): Diagnostic =>
  error(
    "bad-tag-value",
    atSpan(span),
    `the value "${value}" of ${name} has blanks or one of the characters : ! * =, which have a meaning in descriptions`,
    "values are separated by commas",
  );

export const rangeWithValue = (span: Span, name: string): Diagnostic =>
  error("range-with-value", atSpan(span), `${name} in [RANGE] is any number from 0 on and lists no values`, `write "${name} ="`);

export const badConfigPath = (span: Span, path: string, section: string): Diagnostic => {
  const [wrong, help] = path.startsWith("/")
    ? ['has a segment ".."', "name the directory itself"]
    : ["is not an absolute path", "begin it with a slash"];
  return error("bad-config-path", atSpan(span), `"${path}" in [${section}] ${wrong}`, help);
};
