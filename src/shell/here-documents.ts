/** A script without the lines of its here-documents, which readShell does not read. */
export const withoutHereDocuments = (text: string): string => {
  const kept: string[] = [];
  let end: string | undefined;
  for (const line of text.split("\n")) {
    if (end !== undefined) {
      if (line.trim() === end) end = undefined;
      continue;
    }
    const [whole, word] = /<<-?\s*["'\\]?([A-Za-z_]\w*)["']?/.exec(line) ?? [];
    kept.push(whole === undefined ? line : line.replace(whole, ""));
    end = word;
  }
  return kept.join("\n");
};
