/** A line as sha256sum(1) prints it: a path with a backslash or a line break is escaped, which a leading backslash says. */
export const digestLine = (sha256: string, path: string): string => {
  const escaped = path.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  return `${escaped === path ? "" : "\\"}${sha256}  ${escaped}\n`;
};
