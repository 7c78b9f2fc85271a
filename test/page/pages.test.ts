import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CASES, runPageCase, withoutStyle } from "./page-case.ts";

describe.each(readdirSync(CASES))("the page of %s", (name) => {
  it("is what is expected", async () => {
    const { code, page: whole, stderr } = await runPageCase(name);
    const page = withoutStyle(whole);
    const path = join(CASES, name, "expected");
    expect(stderr).not.toContain("internal error");
    expect(code).toBe(name === "errors" ? 1 : 0);
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, page);
    expect(page).toBe(readFileSync(path, "utf8"));
  });
});
