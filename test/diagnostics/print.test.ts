import { describe, expect, it } from "vitest";
import { atFile, atOffset, atSpan, diagnostic, type Diagnostic, hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { findingsOf } from "../../src/diagnostics/findings-of.ts";
import { escapeControls } from "../../src/diagnostics/print-escape.ts";
import { printJson } from "../../src/diagnostics/print-json.ts";
import { printSarif } from "../../src/diagnostics/print-sarif.ts";
import { printShort } from "../../src/diagnostics/print-short.ts";
import { printText } from "../../src/diagnostics/print-text.ts";
import { printTotals } from "../../src/diagnostics/print-totals.ts";
import { sortDiagnostics } from "../../src/diagnostics/sort.ts";

const TITLES = { a: "A.", b: "B.", e: "E.", "some-code": "Some.", w: "W.", x: "X.", y: "Y.", z: "Z." };
const { error, warning } = findingsOf({ error: TITLES, warning: TITLES });

const hint = (code: string, location: Diagnostic["location"], message: string): Diagnostic => diagnostic("hint", code, location, message);

const at = (line: number, column: number, file = "a.xml") => atSpan({ file, line, column });
const linesOf = (...lines: string[]) => ({ linesOf: (file: string) => (file === "a.xml" ? lines : undefined), color: false });

describe("text", () => {
  it("shows place, source line, caret and help", () => {
    const one = error("some-code", at(2, 4), "it is wrong", "make it right");
    expect(printText([one], linesOf("first", "\t\tsecond"))).toBe(
      "a.xml:2:4: error[some-code]: it is wrong\n2 |   second\n  |    ^\nhelp: make it right\n",
    );
  });

  it("puts the caret under the code point that the column counts", () => {
    expect(printText([error("x", at(1, 3), "m")], linesOf("\u{1f600}ä<"))).toContain("1 | \u{1f600}ä<\n  |   ^\n");
  });

  it("cuts a long line around the column", () => {
    const line = `${"a".repeat(5000)}<${"b".repeat(5000)}`;
    const [, source = "", caret = ""] = printText([error("x", at(1, 5001), "m")], linesOf(line)).split("\n");
    expect(source.length).toBeLessThan(130);
    expect(source[caret.indexOf("^")]).toBe("<");
  });

  it("shows no line that nobody wrote, and cuts off what a message quotes", () => {
    expect(printText([error("x", at(1, 5), "m")], linesOf("a".repeat(20_000)))).toBe("a.xml:1:5: error[x]: m\n");
    expect(printText([error("x", atFile("f"), "a".repeat(9000))], linesOf())).toBe(`f: error[x]: ${"a".repeat(2000)}…\n`);
  });

  it("lists at most 1000, errors before warnings, and says how many are left out", () => {
    const warnings = Array.from({ length: 1500 }, () => warning("w", atFile("f"), "m"));
    const lines = printText([...warnings, error("e", atFile("f"), "m")], linesOf()).split("\n");
    expect(lines).toEqual(["f: error[e]: m", "1500 more are not listed", ""]);
    expect(printText(warnings, linesOf()).split("\n").slice(998)).toEqual([
      "f: warning[w]: m",
      "f: warning[w]: m",
      "500 more are not listed",
      "",
    ]);
    expect(printText(warnings.slice(0, 1000), linesOf())).not.toContain("not listed");
  });

  it("lets hints give way before warnings, and neither where nothing else is left", () => {
    const hints = Array.from({ length: 1500 }, () => hint("h", atFile("f"), "m"));
    const warnings = Array.from({ length: 600 }, () => warning("w", atFile("f"), "m"));
    const few = printText([...hints, ...warnings, error("e", atFile("f"), "m")], linesOf()).split("\n");
    expect(new Set(few)).toEqual(new Set(["f: warning[w]: m", "f: error[e]: m", "1500 more are not listed", ""]));
    const many = printText([...hints, ...warnings, ...warnings, error("e", atFile("f"), "m")], linesOf()).split("\n");
    expect(many).toEqual(["f: error[e]: m", "2700 more are not listed", ""]);
    expect(printText(hints, linesOf())).toContain("f: hint[h]: m\n500 more are not listed\n");
    expect(printText([...hints.slice(0, 400), ...warnings], linesOf())).toContain("hint[h]");
  });

  it("names bytes and files, and shows no line that it does not have", () => {
    const found = [error("x", atOffset("r.tar", 512), "m"), warning("y", atFile("r.tar"), "n"), error("z", at(9, 1), "o")];
    expect(printText(found, linesOf("one"))).toBe("r.tar: byte 512: error[x]: m\nr.tar: warning[y]: n\na.xml:9:1: error[z]: o\n");
  });

  it("escapes what would control a terminal, in every part", () => {
    const nasty = "\u001b[31m\r\n\u202e\u0085";
    const text = printText([error("x", at(1, 1, "a.xml"), nasty, nasty)], linesOf(`${nasty.replace("\r\n", "")}<`));
    expect(text).toContain("error[x]: \\x1b[31m\\x0d\\x0a\\u{202e}\\x85\n");
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\u202e/u);
    expect(escapeControls("plain ünïcode 日本")).toBe("plain ünïcode 日本");
  });

  it("has colour where it is wanted", () => {
    expect(printText([error("x", atFile("f"), "m")], { linesOf: () => undefined, color: true })).toBe(
      "f: \u001b[1;31merror[x]\u001b[0m: m\n",
    );
  });

  it("counts by severity and code, the most frequent first", () => {
    const [one, other] = [error("x", atFile("f"), "m"), warning("y", atFile("f"), "m")];
    expect([printTotals([]), printTotals([other])]).toEqual(["", "1 warning: 1 y\n"]);
    const many = [hint("z", atFile("f"), "m"), other, one, error("e", atFile("f"), "m"), one, error("a", atFile("f"), "m")];
    expect(printTotals(many)).toBe("4 errors: 2 x, 1 a, 1 e; 1 warning: 1 y; 1 hint: 1 z\n");
    expect(hasErrors([other, hint("h", atFile("f"), "m")])).toBe(false);
  });
});

describe("short", () => {
  it("is a line each that begins with a place, and nothing else", () => {
    const found = [error("x", at(2, 4), "is \n wrong", "a help"), warning("y", atOffset("r.tar", 512), "n"), hint("z", atFile("f"), "o")];
    expect(printShort(found)).toBe("a.xml:2:4: error[x]: is \\x0a wrong\nr.tar:1:1: warning[y]: n (at byte 512)\nf:1:1: hint[z]: o\n");
    expect(printShort([])).toBe("");
  });
});

describe("json", () => {
  it("has the report's fields", () => {
    const found = [error("x", at(1, 2), "m", "h"), warning("y", atOffset("r.tar", 512), "n"), hint("z", atFile("f"), "o")];
    expect(JSON.parse(printJson(found))).toEqual({
      diagnostics: [
        { code: "x", severity: "error", message: "m", file: "a.xml", line: 1, column: 2, help: "h" },
        { code: "y", severity: "warning", message: "n", file: "r.tar", offset: 512 },
        { code: "z", severity: "hint", message: "o", file: "f" },
      ],
    });
  });
});

describe("sarif", () => {
  const codes = [
    { code: "x", title: "An x.", help: "Write `y`.", helpUri: "https://h.invalid/x.md", severity: "error" },
    { code: "some-code", title: "Some.", help: "Do.", helpUri: "https://h.invalid/some-code.md", severity: "hint" },
  ] as const;

  it("has a rule for each code and a place for each result", () => {
    const found = [error("y", at(1, 2, "/tmp/a b.xml"), "m", "h"), error("x", atOffset("r.tar", 512), "n"), warning("y", atFile("f"), "o")];
    const log = JSON.parse(printSarif(found, [], { version: "1.2.3", codes, replacementsOf: () => [] }));
    expect(log).toMatchObject({ version: "2.1.0", runs: [{ tool: { driver: { name: "lxc-overlay", version: "1.2.3" } } }] });
    expect(log.runs[0].tool.driver.rules).toEqual([
      {
        id: "x",
        name: "X",
        shortDescription: { text: "An x." },
        help: { text: "Write y.", markdown: "Write `y`." },
        helpUri: "https://h.invalid/x.md",
        defaultConfiguration: { level: "error" },
      },
      expect.objectContaining({ id: "some-code", name: "SomeCode", defaultConfiguration: { level: "note" } }),
    ]);
    expect(log.runs[0].results).toEqual([
      {
        ruleId: "y",
        level: "error",
        message: { text: "m\nhelp: h" },
        locations: [{ physicalLocation: { artifactLocation: { uri: "file:///tmp/a%20b.xml" }, region: { startLine: 1, startColumn: 2 } } }],
      },
      {
        ruleId: "x",
        ruleIndex: 0,
        level: "error",
        message: { text: "n" },
        locations: [{ physicalLocation: { artifactLocation: { uri: "r.tar" }, region: { byteOffset: 512 } } }],
      },
      { ruleId: "y", level: "warning", message: { text: "o" }, locations: [{ physicalLocation: { artifactLocation: { uri: "f" } } }] },
    ]);
  });

  it("tells what is allowed, and by whom; of a hint it makes a note", () => {
    const allowed = { diagnostic: hint("x", atFile("f"), "m"), kind: "inSource", justification: "why" } as const;
    const log = JSON.parse(printSarif([warning("y", atFile("f"), "o")], [allowed], { version: "1.2.3", codes, replacementsOf: () => [] }));
    expect(log.runs[0].results).toMatchObject([
      { level: "warning", suppressions: [] },
      { level: "note", suppressions: [{ kind: "inSource", justification: "why" }] },
    ]);
  });
});

describe("order", () => {
  it("is that of files on the command line, line, column and code, and stable", () => {
    const sorted: readonly Diagnostic[] = [
      error("z", atFile("b.xml"), "1"),
      error("a", at(2, 1, "b.xml"), "2"),
      error("b", at(2, 1, "b.xml"), "3"),
      error("b", at(2, 1, "b.xml"), "4"),
      error("a", at(10, 9, "b.xml"), "5"),
      error("a", at(10, 10, "b.xml"), "6"),
      error("a", at(1, 1, "a.xml"), "7"),
      error("a", atOffset("r.tar", 1024), "8"),
      error("a", atOffset("r.tar", 10240), "9"),
      error("a", atFile("another"), "10"),
      error("a", atFile("other"), "11"),
    ];
    const order = [10, 8, 6, 4, 5, 7, 9, 2, 3, 1, 0].map((index) => sorted[index] ?? expect.unreachable());
    expect(sortDiagnostics(order, ["b.xml", "a.xml", "b.xml", "r.tar"]).map(({ message }) => message)).toEqual(
      sorted.map(({ message }) => message),
    );
  });
});
