/** A line `Key=value` of a unit file. */
export interface UnitSetting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** Path of the file on the host, without a leading slash, and the line, from 1 on. */
  readonly file: string;
  readonly line: number;
}

/** The settings of a unit file in their order, by systemd.syntax(7): a backslash at the end joins the next line, which may not be a comment. */
export const readUnitFile = (text: string, file: string): readonly UnitSetting[] => {
  const settings: UnitSetting[] = [];
  let section = "";
  for (const { content, line } of joinedLines(text)) {
    const header = /^\[(.*)\]$/.exec(content);
    if (header) section = header[1] ?? "";
    const [, key, value] = /^([^=[]+?)\s*=\s*(.*)$/.exec(content) ?? [];
    if (!header && key !== undefined && value !== undefined) settings.push({ section, key, value, file, line });
  }
  return settings;
};

interface JoinedLine {
  readonly content: string;
  readonly line: number;
}

const joinedLines = (text: string): readonly JoinedLine[] => {
  const joined: JoinedLine[] = [];
  let begun: JoinedLine | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const content = raw.trim();
    if (/^[#;]/.test(content)) continue;
    const whole: JoinedLine = { content: begun === undefined ? content : `${begun.content} ${content}`, line: begun?.line ?? index + 1 };
    if (content.endsWith("\\")) begun = { ...whole, content: whole.content.slice(0, -1) };
    else {
      joined.push({ ...whole, content: whole.content.trim() });
      begun = undefined;
    }
  }
  return begun === undefined ? joined : [...joined, begun];
};
