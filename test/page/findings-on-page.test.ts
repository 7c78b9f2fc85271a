import { describe, expect, it } from "vitest";
import { atFile, atSpan, type Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { type FindingSources, findingsOnPage, worstOf } from "../../src/page/findings-on-page.ts";

const finding = (severity: Diagnostic["severity"], message: string, given: Partial<Diagnostic> = {}): Diagnostic => ({
  code: "a-code",
  severity,
  message,
  location: atFile("a.xml"),
  ...given,
});

const SOURCES: FindingSources = {
  linesOf: (file) => (file === "a.xml" ? ["<A>", "  <B>x</B>", "</A>"] : undefined),
  replacementsOf: () => [],
  titleOf: () => "title",
  causes: new Map(),
};

describe("findings", () => {
  it("come by their severity, else in their order", () => {
    const all = [finding("hint", "1"), finding("error", "2"), finding("warning", "3"), finding("error", "4")];
    expect(findingsOnPage(all, SOURCES).map(({ message }) => message)).toEqual(["2", "4", "3", "1"]);
  });

  it("stand behind the one that they follow from, which counts as they do", () => {
    const [cause, effect, other] = [finding("warning", "cause"), finding("error", "effect"), finding("warning", "other")];
    const found = findingsOnPage([other, cause, effect], { ...SOURCES, causes: new Map([[effect, cause]]) });
    expect(found.map(({ message, following }) => [message, following.map((each) => each.message)])).toEqual([
      ["cause", ["effect"]],
      ["other", []],
    ]);
    expect(worstOf(found)).toBe("error");
    expect(worstOf([])).toBeUndefined();
  });

  it("have their line, and what a fix makes of lines", () => {
    const at = atSpan({ file: "a.xml", line: 2, column: 6 });
    const replacement = { file: "a.xml", from: { line: 2, column: 6 }, to: { line: 2, column: 7 }, text: "y" };
    const added = { file: "a.xml", from: { line: 2, column: 11 }, to: { line: 2, column: 11 }, text: "\n  <C/>" };
    const sources = { ...SOURCES, replacementsOf: () => [replacement, added] };
    expect(findingsOnPage([finding("error", "m", { location: at })], sources)).toMatchObject([
      {
        place: "a.xml:2:6",
        source: "<B>x</B>",
        fix: [
          { line: 2, removed: ["  <B>x</B>"], added: ["  <B>y</B>"] },
          { line: 2, removed: [], added: ["  <C/>"] },
        ],
      },
    ]);
  });
});
