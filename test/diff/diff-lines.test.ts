import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines, type Line } from "../../src/diff/diff-lines.ts";
import { count, hunksOf } from "../../src/diff/hunks.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";

const texts = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });

const without = (lines: readonly Line[], kind: Line["kind"]): string[] =>
  lines.filter((line) => line.kind !== kind).map(({ text }) => text);

describe("lines that differ", () => {
  it("lead from one text to the other", () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const lines = diffLines(before, after);
        expect(without(lines, "added")).toEqual(before);
        expect(without(lines, "removed")).toEqual(after);
      }),
    );
  });

  it("are as few as there can be", () => {
    const distance = (a: readonly string[], b: readonly string[]): number => {
      let row = b.map((_, index) => index + 1);
      a.forEach((left, i) => {
        let [corner, last] = [i, i + 1];
        row = row.map((above, j) => {
          const next = left === b[j] ? corner : Math.min(above, last) + 1;
          [corner, last] = [above, next];
          return next;
        });
      });
      return row.at(-1) ?? a.length;
    };
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        expect(diffLines(before, after).filter(({ kind }) => kind !== "same").length).toBe(distance(before, after));
      }),
    );
  });

  it("are all of them where nearly nothing is the same", () => {
    const long = (prefix: string): string[] => [...Array(1500).keys()].map((index) => (index === 700 ? "same" : `${prefix}${index}`));
    const lines = diffLines(long("a"), long("b"));
    expect(without(lines, "added")).toEqual(long("a"));
    expect(without(lines, "removed")).toEqual(long("b"));
  });
});

needs("patch")("hunks", () => {
  it("patch(1) takes", () => {
    const directory = scratch();
    fc.assert(
      fc.property(
        fc.array(fc.nat(4), { minLength: 1, maxLength: 60 }),
        fc.array(fc.tuple(fc.nat(60), fc.nat(9)), { maxLength: 6 }),
        (lines, edits) => {
          const before = lines.map((line) => `${line}\n`);
          const after = before.map(
            (line, index) =>
              edits
                .find(([at]) => at === index)?.[1]
                .toString()
                .concat("\n") ?? line,
          );
          const hunks = hunksOf(diffLines(before, after));
          if (hunks.length === 0) return;
          const sign = { same: " ", removed: "-", added: "+" };
          const patch = hunks.map(
            (hunk) =>
              `@@ -${hunk.before},${count(hunk.lines, "added")} +${hunk.after},${count(hunk.lines, "removed")} @@\n` +
              hunk.lines.map(({ kind, text }) => sign[kind] + text).join(""),
          );
          const file = join(directory, "text");
          writeFileSync(file, before.join(""));
          const out = execFileSync("patch", ["-F0", "-o", "-", file], {
            input: `--- text\n+++ text\n${patch.join("")}`,
            stdio: ["pipe", "pipe", "ignore"],
          });
          expect(out.toString()).toBe(after.join(""));
        },
      ),
      { numRuns: 30 },
    );
  });
});
