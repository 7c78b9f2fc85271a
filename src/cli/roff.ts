import { wrapWords } from "./wrap-words.ts";

/** Text as man(7) prints it: a hyphen that can be copied, quotes that stay what they are (groff_char(7)). */
export const roff = (text: string): string => text.replaceAll(/[\\\-'`^~"]/g, (character) => ESCAPES[character] ?? character);

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "'": "\\(aq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
  '"': "\\(dq",
};

const WIDTH = 72;

/** Text of a paragraph. A line that begins with a dot would be a request. */
export const textLines = (text: string): readonly string[] => wrapWords(roff(text), WIDTH).map((line) => line.replace(/^\./, "\\&."));

/** A command line with what stands for a value in italics: `-o <tar>`. */
export const commandWords = (text: string): string =>
  text
    .split(/(<[^<>]+>)/)
    .filter((part) => part !== "")
    .map((part) => (/^<.*>$/.test(part) ? `\\fI${roff(part.slice(1, -1))}\\fR` : `\\fB${roff(part)}\\fR`))
    .join("");

/** Lines that stay as they are. */
export const exampleLines = (lines: readonly string[]): readonly string[] => [
  ".PP",
  ".RS 4",
  ".EX",
  ...lines.map((line) => roff(line).replace(/^\./, "\\&.")),
  ".EE",
  ".RE",
];
