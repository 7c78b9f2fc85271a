import { describe, expect, it } from "vitest";
import { cli } from "../cli/device.ts";
import { readText } from "./documents.ts";
import { exampleOf, PAGE_CODES, readPage } from "./rule-pages.ts";
import { WITHOUT_EXAMPLE } from "./without-page.ts";

/** Codes of which docs/diagnostics.md says that --fix mends them. */
const MARKED: readonly string[] = [...readText("docs/diagnostics.md").matchAll(/^\| <a id="([a-z0-9-]+)">.*`--fix` does it\. \|$/gm)].map(
  ([, code = ""]) => code,
);

/** Those whose example shows a case that is for people to decide. */
const OTHER_EXAMPLES: readonly string[] = [
  "bad-log-file",
  "device-access",
  "missing-library-entry",
  "mount-point-missing",
  "realtime-refused",
];

interface Finding {
  readonly code: string;
  readonly severity: string;
}

const countsIn = (stderr: string): ReadonlyMap<string, number> => {
  const { diagnostics } = JSON.parse(stderr) as { diagnostics: readonly Finding[] };
  const counts = new Map<string, number>();
  for (const { code, severity } of diagnostics) if (severity !== "hint") counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
};

/** The example of a code before its fix: what is found, and what after --fix, once and twice. */
const fixed = async (code: string) => {
  const { line, files } = exampleOf(readPage(code), "before");
  const run = (more: string, own: typeof files) => cli(line.replace(/^\S+/, `check --diagnostics json${more}`), { files: own });
  const before = await run("", files);
  const once = await run(" --fix", files);
  const twice = await run(" --fix", { ...files, ...Object.fromEntries(once.written) });
  return { before: countsIn(before.stderr), after: countsIn(once.stderr), again: twice.written.size };
};

describe.each(PAGE_CODES.filter((code) => !WITHOUT_EXAMPLE.includes(code)))("--fix in the example of %s", (code) => {
  it("mends it where docs/diagnostics.md says so, brings nothing else, and is done in one run", async () => {
    const { before, after, again } = await fixed(code);
    expect([...after].filter(([each, count]) => count > (before.get(each) ?? 0))).toEqual([]);
    expect(!after.has(code) && before.has(code)).toBe(MARKED.includes(code) && !OTHER_EXAMPLES.includes(code));
    expect(again).toBe(0);
  });
});
