const WIDTH = 118;

/** A comment, whose text is broken into lines: XML 1.0, 2.5, lets no `--` stand in one, so it says how that is spelt. Lines of the text that begin with a blank stay as they are. */
export const comment = (text: string, indent: string): string => {
  const safe = `${text}${text.includes("--") ? `\n${SPELLING}` : ""}`
    .replaceAll(/[^\n\P{Cc}]/gu, " ")
    .replaceAll(/-(?=-)/g, "- ")
    .replace(/-$/, "- ");
  const lines = safe.split("\n").flatMap((line) => (line.startsWith(" ") ? [line] : wrap(line, WIDTH - indent.length)));
  const [only, ...others] = lines;
  if (only !== undefined && others.length === 0) return `${indent}<!-- ${only} -->`;
  return [`${indent}<!--`, ...lines.map((line) => `${indent}  ${line}`.trimEnd()), `${indent}-->`].join("\n");
};

const SPELLING = "(A comment can't have two hyphens in a row: they are written apart.)";

const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
};
