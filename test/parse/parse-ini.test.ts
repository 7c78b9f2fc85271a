import { describe, expect, it } from "vitest";
import { parseIni } from "../../src/parse/parse-ini.ts";
import { processorSeconds } from "../support/processor-time.ts";

const parse = (text: string) => parseIni(Buffer.from(text), "c.ini");
const options = (text: string) =>
  parse(text).value?.flatMap((section) => section.options.map(({ name, value, span }) => [section.name, name, value, span.line]));
const faults = (text: string): readonly string[] =>
  parse(text).diagnostics.map(({ code, location }) => (location.kind === "text" ? `${code}@${location.line}:${location.column}` : code));

describe("parseIni", () => {
  it("joins the lines an option goes on over, past comments and empty lines", () => {
    expect(options("[A]\na = 1,\n  2\n\n# c\n\t; d\n\t3\nb: 4\n")).toEqual([
      ["A", "a", "1,\n2\n3", 2],
      ["A", "b", "4", 8],
    ]);
  });

  it("takes values as they stand, where the ini package would not", () => {
    const text = '[A]\r\nhash = a#b ; c\r\nquoted = "x"\r\ntrue = true\nnull = null\nempty =\nback = a\\;b\\\nlist=a=b\n';
    expect(parse(text).diagnostics).toEqual([]);
    expect(options(text)?.map((each) => each[2])).toEqual(["a#b ; c", '"x"', "true", "null", "", "a\\;b\\", "a=b"]);
  });

  it("keeps the case of names, and one name in several sections apart", () => {
    expect(options("\uFEFF[W]\npaths = /a\n[L]\npaths = /b\nPaths = /c")).toEqual([
      ["W", "paths", "/a", 2],
      ["L", "paths", "/b", 4],
      ["L", "Paths", "/c", 5],
    ]);
  });

  it("is quick with blanks and many lines, and refuses more than 256 KiB", () => {
    const begin = process.cpuUsage();
    expect(options(`[A]\na=b${" ".repeat(200_000)}c\n`)?.[0]?.[2]).toHaveLength(200_002);
    expect(options(`[A]\n${Array.from({ length: 20_000 }, (_, index) => `a${index}=`).join("\n")}`)).toHaveLength(20_000);
    expect(parse(`[A]\n${"a\n".repeat(130_000)}`).diagnostics).toHaveLength(130_000);
    expect(processorSeconds(begin)).toBeLessThan(2);
    expect(faults(`;${"x".repeat(256 * 1024)}`)).toEqual(["input-too-large"]);
  });

  it.each([
    ["[A]\na=1\n\na=2", "ini-duplicate@4:1"],
    ["[A]\n[B]\n[A]", "ini-duplicate@3:1"],
    ["[A]\nflag", "ini-syntax@2:1"],
    ["[A]\n= x", "ini-syntax@2:1"],
    ["[A", "ini-syntax@1:1"],
    ["[A] x", "ini-syntax@1:1"],
    ["a = 1", "ini-syntax@1:1"],
    ["[A]\n  b", "ini-syntax@2:3"],
    ["[A]\n__proto__ = 1", "ini-syntax@2:1"],
    ["[A]\na[] = 1", "ini-syntax@2:1"],
    ["[__proto__]", "ini-syntax@1:1"],
  ])("reports %j", (text, expected) => expect(faults(text)).toContain(expected));

  it("refuses bytes that are no UTF-8", () => {
    expect(parseIni(Buffer.from([0x5b, 0x41, 0x5d, 0x0a, 0xff]), "c.ini")).toMatchObject({
      value: undefined,
      diagnostics: [{ code: "malformed-text", help: "save the file as UTF-8" }],
    });
  });
});
