/** A line of a configuration file as LXC reads it. */
export interface ConfLine {
  /** Without the blanks around it. */
  readonly text: string;
  /** `undefined` for a line without `=`. */
  readonly setting: { readonly key: string; readonly value: string } | undefined;
}

/** Reads a line as LXC from 3.0 on does: src/lxc/confile.c, parse_line. What does not begin with `lxc.` is passed over there. */
export const readConfLine = (line: string): ConfLine => {
  const text = withoutBlanks(line);
  const equals = text.indexOf("=");
  const setting = equals < 0 ? undefined : { key: text.slice(0, equals).trimEnd(), value: text.slice(equals + 1).trimStart() };
  return { text, setting };
};

/** LXC takes a pair of equal quotes off. */
export const unquoted = (value: string): string => /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;

/** A line without the blanks around it, as isspace(3) has them: a byte order mark is none, which String.trim takes off. */
const withoutBlanks = (line: string): string => {
  const isMarked = line.startsWith("\ufeff");
  return isMarked ? `\ufeff${line.slice(1).trim()}` : line.trim();
};
