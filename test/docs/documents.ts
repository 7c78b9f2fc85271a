import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The top of the checkout. */
export const ROOT: string = join(import.meta.dirname, "../..");

export const readText = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** The documents for users of the product, by their path in the checkout. */
export const DOCUMENTS: readonly string[] = [
  "README.md",
  ...readdirSync(join(ROOT, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];

/** The descriptions that come with the product. */
export const DESCRIPTIONS: readonly string[] = readdirSync(join(ROOT, "xml"))
  .filter((name) => name.endsWith(".xml"))
  .map((name) => `xml/${name}`);

/** The text below each heading of a document. */
export const sectionsOf = (document: string): ReadonlyMap<string, string> =>
  new Map(document.split(/^(?=#+ )/m).map((section) => [/^#+ (.*)/.exec(section)?.[1] ?? "", section] as const));

/** Fenced blocks whose opening fence says `info`. */
export const blocksOf = (document: string, info: string): readonly string[] =>
  fences(document).flatMap(([, said, block = ""]) => (said === info ? [block] : []));

/** The words of the command lines of one program, in fenced and indented blocks of a document. */
export const commandLines = (document: string, program: string): readonly (readonly string[])[] => {
  const indented = [...document.matchAll(/^ {4}.*$/gm)].map(([line]) => line);
  return commandsIn([...fences(document).map(([, , block]) => block), ...indented].join("\n"), program);
};

/** The words of the command lines of one program in a script, without the program's name. */
export const commandsIn = (script: string, program: string): readonly (readonly string[])[] =>
  script
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim().startsWith(`${program} `))
    .map((line) => line.replace(/\s#\s.*/, ""))
    .map((line) => (line.match(/(?:[^\s'"]|'[^']*'|"[^"]*"|['"])+/g) ?? []).slice(1).map((word) => word.replaceAll(/["']/g, "")));

const fences = (document: string): readonly RegExpExecArray[] => [...document.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)];
