import { describe, expect, it } from "vitest";
import { CATALOGUE, type CodeEntry } from "../../src/cli/catalogue.ts";
import { cli } from "../cli/device.ts";
import { exampleOf, PAGE_CODES, readPage } from "./rule-pages.ts";
import { WITHOUT_EXAMPLE, WITHOUT_HELP, WITHOUT_PAGE } from "./without-page.ts";

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly help?: string;
}

const found = async (code: string, state: "before" | "after"): Promise<readonly Finding[]> => {
  const { line, files } = exampleOf(readPage(code), state);
  const { stderr } = await cli(line.replace(/^\S+/, "$& --diagnostics json"), { files });
  return (JSON.parse(stderr) as { diagnostics: readonly Finding[] }).diagnostics;
};

it("docs/rules has a page for each code but those in without-page.ts", () => {
  const codes: readonly string[] = CATALOGUE.map(({ code }) => code);
  expect([...PAGE_CODES, ...WITHOUT_PAGE].toSorted()).toEqual(codes.toSorted());
});

const PAGES = CATALOGUE.filter(({ code }) => PAGE_CODES.includes(code));
const hasExample = ({ code }: CodeEntry): boolean => !WITHOUT_EXAMPLE.includes(code);

describe.each(PAGES)("the page of $code", (entry) => {
  it("has the form of a page", () => {
    const { headings, title, why, fix } = readPage(entry.code);
    expect(headings).toEqual([`\`${entry.code}\``, "Why", "How to fix", ...(hasExample(entry) ? ["Example"] : [])]);
    expect(title.replaceAll(/[`"]/g, "")).toBe(entry.title.replaceAll(/[`"]/g, ""));
    expect([why, fix]).not.toContain("");
  });
});

describe.each(PAGES.filter(hasExample))("the example of $code", ({ code }) => {
  it("shows it, with a help where one is known", async () => {
    const findings = await found(code, "before");
    const shown = findings.filter((each) => each.code === code);
    expect(shown, JSON.stringify(findings, undefined, 1)).not.toEqual([]);
    expect(shown.every(({ help }) => help !== undefined)).toBe(!Object.hasOwn(WITHOUT_HELP, code));
  });

  it("is mended, and nothing else is wrong then", async () => {
    expect((await found(code, "after")).filter((each) => each.severity !== "hint" || each.code === code)).toEqual([]);
  });
});
