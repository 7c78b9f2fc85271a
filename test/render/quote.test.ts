import fc from "fast-check";
import { expect, it, test } from "vitest";
import { escapeQuoted, quoteWord } from "../../src/render/quote.ts";
import { needs } from "../support/needs.ts";
import { runScript, SHELL_NAMES } from "../support/shell.ts";

test("a plain word stands bare", () => {
  expect(quoteWord("/var/log/app-1.log")).toBe("/var/log/app-1.log");
});

test.each(["", "a b", "~/x", "$x", "a;b", "é"])("%j is quoted", (text) => {
  expect(quoteWord(text)).toBe(`"${escapeQuoted(text)}"`);
});

needs("dash", "busybox").each(SHELL_NAMES)("under %s", (shell) => {
  it("any text comes through as one word, as it is", () => {
    const words = fc.array(
      fc.string({ unit: "binary" }).filter((word) => !word.includes("\0")),
      { maxLength: 40 },
    );
    const property = fc.property(words, (texts) => {
      const lines = texts.map((text) => `printf '%s\\0' ${quoteWord(text)} "${escapeQuoted(text)}"`);
      const expected = texts.map((text) => `${text}\0${text}\0`).join("");
      expect(runScript(shell, `${lines.join("\n")}\n`)).toEqual({ status: 0, stdout: expected, stderr: "" });
    });
    fc.assert(property, { numRuns: 30 });
  });
});
