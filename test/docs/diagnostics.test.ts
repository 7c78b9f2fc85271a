import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { RuleSeverity } from "../../src/check/rule.ts";
import { CATALOGUE } from "../../src/cli/catalogue.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/diagnostics.md"), "utf8");
const ROWS = [...PAGE.matchAll(/^\| <a id="([a-z0-9-]+)"><\/a>`\1` \| ([^|]+) \| ([^|]+) \| [^|]+ \|$/gm)].map(
  ([, code = "", severity = "", title = ""]) => ({
    code,
    severity,
    title: title.replaceAll(/[`"]/g, ""),
  }),
);

const SEVERITIES: Readonly<Record<RuleSeverity, RegExp>> = {
  error: /^error$/,
  warning: /^warning$/,
  hint: /^hint$/,
  either: /^(error\b.*[;,].*\bwarning|warning\b.*[;,].*\berror)\b/,
  sanity: /^warning; error with `-S`$/,
  "missing-libs": /^error; warning with `--missing-libs=warn`$/,
};

it("docs/diagnostics.md has a row for each code, and no other", () => {
  expect(ROWS.map(({ code }) => code).toSorted()).toEqual(CATALOGUE.map(({ code }) => code).toSorted());
});

it.each(CATALOGUE)("$code has its severity and title in docs/diagnostics.md", ({ code, severity, title }) => {
  const row = ROWS.find((each) => each.code === code) ?? expect.unreachable();
  expect(row.title).toBe(title.replaceAll(/[`"]/g, ""));
  expect(row.severity).toMatch(SEVERITIES[severity]);
});
