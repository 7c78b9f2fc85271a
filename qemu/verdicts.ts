/** What a device said about one check; `detail` is what it wrote below. */
export interface Verdict {
  readonly passed: boolean;
  readonly detail: string;
}

/**
 * The verdicts on a console, by title, as TAP (testanything.org) has them; other lines may stand between. Undefined unless the console
 * holds the line that ends all checks: a device that stopped before has shown nothing.
 */
export const readVerdicts = (console: string): { readonly verdicts: ReadonlyMap<string, Verdict>; readonly complete: boolean } => {
  const verdicts = new Map<string, Verdict>();
  const lines = console.replaceAll("\r", "").split("\n");
  let last: string | undefined;
  for (const line of lines) {
    const [, not, title] = /^(not )?ok \d+ - (.*)$/.exec(line) ?? [];
    if (title !== undefined) {
      verdicts.set(title, { passed: not === undefined, detail: "" });
      last = title;
    } else if (last !== undefined && line.startsWith("# ")) {
      const verdict = verdicts.get(last);
      if (verdict !== undefined) verdicts.set(last, { ...verdict, detail: `${verdict.detail}${line.slice(2)}\n` });
    }
  }
  return { verdicts, complete: lines.includes("# end of checks") };
};
