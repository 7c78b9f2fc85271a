import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { foundIn, planOfTexts } from "../check/check-of.ts";
import { WITHOUT_HELP } from "../docs/without-page.ts";
import type { Situation } from "./case.ts";
import { MARK, textOf } from "./description.ts";
import { deviceWith } from "./device.ts";
import { KINDS } from "./kinds.ts";

interface Said {
  readonly finding: string;
  /** `0.xml:3` */
  readonly at: string;
}

/** What is said about a situation, on the container's -s, and the lines that are marked. */
const judge = ({ description, beside = [], host = [], gone = [], options = {}, tags = [] }: Situation) => {
  const texts = [textOf(description), ...beside];
  const found = foundIn(planOfTexts({ texts, host: deviceWith(host, gone), options: { secure: true, ...options }, tags }));
  const marked = texts.flatMap((text, file) =>
    text.split("\n").flatMap((line, index) => (line.includes(MARK) ? [`${file}.xml:${index + 1}`] : [])),
  );
  return { found, marked };
};

const said = ({ code, severity, location, message }: Diagnostic): Said => ({
  finding: `${severity}[${code}] ${message}`,
  at: location.kind === "text" ? `${location.file}:${location.line}` : location.file,
});

/** All but hints, which may be said of sound descriptions as well. */
const accusations = (found: readonly Diagnostic[]): readonly Said[] => found.filter(({ severity }) => severity !== "hint").map(said);

describe.each(KINDS)("$kind", ({ faults, clean }) => {
  it.each(faults)("$id: $why", ({ code, severity, mended, ...situation }) => {
    const { found, marked } = judge(situation);
    const isHere = (at: string): boolean => marked.length === 0 || marked.includes(at);
    const right = found.filter((each) => each.code === code && each.severity === severity && isHere(said(each).at));
    expect(right, `${marked.join()}: ${JSON.stringify(found.map(said), undefined, 1)}`).not.toEqual([]);
    expect(right.filter(({ help }) => help === undefined && !Object.hasOwn(WITHOUT_HELP, code))).toEqual([]);
    expect(accusations(mended === undefined ? [] : judge({ ...situation, ...mended }).found)).toEqual([]);
  });

  it.each(clean)("$id: $why", (situation) => {
    expect(accusations(judge(situation).found)).toEqual([]);
  });
});

it("has cases enough, each with a name of its own", () => {
  const ids = KINDS.flatMap(({ kind, faults, clean }) => [...faults, ...clean].map(({ id }) => `${kind}/${id}`));
  expect(new Set(ids).size).toBe(ids.length);
  expect(KINDS.flatMap(({ faults }) => faults).length).toBeGreaterThanOrEqual(360);
  expect(KINDS.flatMap(({ clean, faults }) => [...clean, ...faults.filter(({ mended }) => mended)]).length).toBeGreaterThanOrEqual(200);
});
