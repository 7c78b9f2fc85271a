import { describe, expect, it } from "vitest";
import { type Diagnostic, diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { writeValue } from "../../src/diagnostics/fix.ts";
import { mend } from "../../src/fix/mend.ts";

/** What stands in the lines `<E>…</E>` of a description has findings, by its text. */
type Findings = Readonly<Record<string, (line: number) => readonly Diagnostic[]>>;

const at = (line: number) => ({ kind: "text", file: "a.xml", line, column: 1 }) as const;

const wrong =
  (code: string, to?: string) =>
  (line: number): readonly Diagnostic[] => [
    diagnostic("error", code, at(line), `${code} in it`, to === undefined ? "think" : writeValue(at(line), to, `write ${to}`)),
  ];

const mended = (texts: readonly string[], findings: Findings) => {
  const bytes = Buffer.from(`<A>\n${texts.map((text) => `<E>${text}</E>\n`).join("")}</A>`);
  let judged = 0;
  const judge = (descriptions: readonly { readonly bytes: Uint8Array }[]): readonly Diagnostic[] => {
    judged += 1;
    const lines = Buffer.from(descriptions[0]?.bytes ?? "")
      .toString()
      .split("\n");
    return lines.flatMap((line, index) => findings[/<E>(.*)<\/E>/.exec(line)?.[1] ?? ""]?.(index + 1) ?? []);
  };
  const { descriptions, fixed } = mend({
    descriptions: [{ file: "a.xml", bytes }],
    isTag: () => false,
    judge,
    isOfText: (code) => code.startsWith("text"),
  });
  const after = Buffer.from(descriptions[0]?.bytes ?? "").toString();
  return { texts: [...after.matchAll(/<E>(.*)<\/E>/g)].map(([, text]) => text), fixed: fixed.map(({ code }) => code), judged };
};

describe("fixes", () => {
  it("are made until none is left", () => {
    const { texts, fixed } = mended(["a", "x"], { a: wrong("one", "b"), b: wrong("two", "c") });
    expect(texts).toEqual(["c", "x"]);
    expect(fixed).toEqual(["one", "two"]);
  });

  it("that bring a finding nobody can mend are not made, the others are", () => {
    const findings = { a: wrong("one", "b"), b: wrong("two"), c: wrong("three", "d"), e: wrong("four", "f") };
    expect(mended(["a", "c", "e", "x"], findings).texts).toEqual(["a", "d", "f", "x"]);
  });

  it("that bring it only in the end are not made either", () => {
    expect(mended(["a", "c"], { a: wrong("one", "b"), b: wrong("two", "z"), z: wrong("three"), c: wrong("four", "d") }).texts).toEqual([
      "a",
      "d",
    ]);
  });

  it("that mend nothing are not made", () => {
    expect(mended(["a", "c"], { a: wrong("one", "b"), b: wrong("one"), c: wrong("two", "d") }).texts).toEqual(["a", "d"]);
  });

  it("end where they go in circles", () => {
    const { judged } = mended(["a"], { a: wrong("one", "b"), b: wrong("one", "a") });
    expect(judged).toBeLessThan(200);
  });

  it("of what a description says count although they show what it hid", () => {
    expect(mended(["a"], { a: wrong("text-one", "b"), b: () => wrong("two")(9) }).texts).toEqual(["b"]);
    expect(mended(["a"], { a: wrong("text-one", "b"), b: wrong("two") }).texts).toEqual(["a"]);
    expect(mended(["a"], { a: wrong("text-one", "b"), b: wrong("text-two") }).texts).toEqual(["a"]);
  });

  it("may bring hints", () => {
    const hint = (line: number) => [diagnostic("hint", "two", at(line), "m")];
    expect(mended(["a"], { a: wrong("one", "b"), b: hint }).texts).toEqual(["b"]);
  });
});
