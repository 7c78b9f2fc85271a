import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CASES, runPageCase, runReleases, withoutStyle } from "./page-case.ts";

const expectPage = ({ page, stderr }: { readonly page: string; readonly stderr: string }, path: string): void => {
  const text = withoutStyle(page);
  expect(stderr).not.toContain("internal error");
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, "utf8"));
};

describe.each(readdirSync(CASES))("the page of %s", (name) => {
  it("is what is expected", async () => {
    const result = await runPageCase(name);
    expect(result.code).toBe(name === "errors" ? 1 : 0);
    expectPage(result, join(CASES, name, "expected"));
  });
});

describe("the page of two releases", () => {
  it("is what is expected", async () => {
    const result = await runReleases();
    expect(result.code).toBe(1);
    expectPage(result, join(import.meta.dirname, "releases/expected"));
  });
});
