import { describe, expect, it } from "vitest";
import { literally, xsdPattern } from "../../src/schema/regular-expression.ts";

describe("a regular expression of JavaScript", () => {
  it.each([
    [/^a|b$/, "a|b"],
    [/^(?:\d+|\*):[\d.-]*$/, "([0-9]+|\\*):[0-9.-]*"],
    [/[^\s,]/, ".*[^\\s,].*"],
    [/^(?!\.{1,2}$)[^\s/:]{1,15}$/, "[^\\s/:]{1,15}"],
    [/^\/\S$/, "/\\S"],
  ])("%s is %s in a schema", (regExp, pattern) => {
    expect(xsdPattern(regExp)).toBe(pattern);
  });
});

describe("a text", () => {
  it("is a pattern that fits it alone", () => {
    expect(literally("arm_16.3-x+(y)")).toBe("arm_16\\.3\\-x\\+\\(y\\)");
  });
});
