import { describe, expect, it } from "vitest";
import { isOfText } from "../../src/cli/of-text.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Description } from "../../src/fix/apply-fixes.ts";
import { mend } from "../../src/fix/mend.ts";
import { readConfig } from "../../src/model/read-config.ts";
import { CONFIG, foundIn, planOfTexts } from "../check/check-of.ts";
import type { Situation } from "./case.ts";
import { textOf } from "./description.ts";
import { deviceWith } from "./device.ts";
import { KINDS } from "./kinds.ts";

const config = readConfig(Buffer.from(CONFIG), "config.ini").value;

const textsOf = (descriptions: readonly Description[]): readonly string[] => descriptions.map(({ bytes }) => Buffer.from(bytes).toString());

/** A situation as `check --fix` leaves it. */
const mended = ({ description, beside = [], host = [], gone = [], options = {}, tags = [] }: Situation) => {
  const device = deviceWith(host, gone);
  const judge = (descriptions: readonly Description[]): readonly Diagnostic[] =>
    foundIn(planOfTexts({ texts: textsOf(descriptions), host: device, options: { secure: true, ...options }, tags }));
  const isTag = (name: string): boolean => config?.tags.has(name) === true || config?.ranges.has(name) === true;
  const run = (texts: readonly string[]): readonly string[] => {
    const descriptions = texts.map((text, index) => ({ file: `${index}.xml`, bytes: Buffer.from(text) }));
    return textsOf(mend({ descriptions, isTag, judge, isOfText }).descriptions);
  };
  const before = [textOf(description), ...beside];
  const after = run(before);
  const codes = (texts: readonly string[]): readonly string[] =>
    judge(texts.map((text, index) => ({ file: `${index}.xml`, bytes: Buffer.from(text) }))).flatMap(({ code, severity }) =>
      severity === "hint" ? [] : code,
    );
  return { before, after, again: run(after), was: codes(before), is: codes(after) };
};

describe.each(KINDS)("--fix of $kind", ({ faults, clean }) => {
  it.each(faults)("$id brings no other code, and is done in one run", (fault) => {
    const { before, after, again, was, is } = mended(fault);
    expect(is.filter((code) => !was.includes(code))).toEqual([]);
    expect(is.length).toBeLessThanOrEqual(was.length);
    // What has changed has mended something.
    expect(after.join() === before.join() || is.length < was.length).toBe(true);
    expect(again).toEqual(after);
  });

  it.each(clean)("$id changes nothing", (situation) => {
    const { before, after } = mended(situation);
    expect(after).toEqual(before);
  });
});
