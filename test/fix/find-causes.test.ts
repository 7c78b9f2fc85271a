import { expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { findCauses } from "../../src/fix/find-causes.ts";

const finding = (code: string, line: number): Diagnostic => ({
  code,
  severity: "warning",
  message: `${code} ${line}`,
  location: { kind: "text", file: "a.xml", line, column: 1 },
});

/** How many checks are made for 30 suspects, of which none explains anything. */
const checksFor = (descriptions: number): number => {
  let checks = 0;
  const found = [finding("other", 1), ...Array.from({ length: 30 }, (_, index) => finding("suspect", index + 2))];
  const suspects = found.slice(1).map((cause) => ({
    cause,
    mended: [
      () => {
        checks += 1;
        return found;
      },
    ],
  }));
  findCauses({ found, suspects, hidesOthers: () => false, descriptions });
  return checks;
};

it("tries the fewer suspects the more descriptions each check is of", () => {
  expect([1, 6, 10, 50, 100, 101].map(checksFor)).toEqual([16, 16, 10, 2, 1, 0]);
});
