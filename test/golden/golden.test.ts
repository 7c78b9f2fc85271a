import { describe, expect, it } from "vitest";
import { caseNames, readExpected, runCase, writeExpected } from "./golden-case.ts";

describe.each(caseNames())("golden: %s", (name) => {
  it("gives what is expected", async () => {
    const { golden } = await runCase(name);
    expect(golden["stderr"]).not.toContain("internal error");
    if (process.env["UPDATE_GOLDEN"] === "1") writeExpected(name, golden);
    expect(golden).toEqual(readExpected(name));
  });
});
