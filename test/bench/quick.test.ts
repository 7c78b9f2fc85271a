import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { installed } from "../support/installed.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { run } from "../support/shell.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Where `make bench` works as in a checkout, with the program as the tests have it and a cache of its own. */
const checkout = (): string => {
  const directory = scratch();
  for (const name of ["bench", "config.ini", "node_modules", "package.json", "src"]) symlinkSync(join(ROOT, name), join(directory, name));
  symlinkSync(dirname(installed()), join(directory, "dist"));
  mkdirSync(join(directory, ".cache"));
  return directory;
};

/** The commands of a target, whatever there is already. */
const commandsOf = (target: string): string =>
  run(["make", "-C", ROOT, "-n", "-B", "--no-print-directory", target])
    .stdout.split("\n")
    .filter((line) => line.includes(target))
    .join("\n");

needs(
  "bsdtar",
  "gzip",
  "make",
  "python3",
)("make bench", () => {
  it("measures small inputs, judges nothing, and prints both tables", () => {
    const words = ["--quick", "--markdown", ...["version", "apply-gz", "entries-oci"].flatMap((name) => ["--only", name])];
    const script = `cd "$1"; ${commandsOf(".cache/bench.mjs")}; shift; node .cache/bench.mjs "$@"`;
    const { status, stdout, stderr } = run(["sh", "-euc", script, "sh", checkout(), ...words]);
    expect([status, stderr.split("\n").at(-2)]).toEqual([0, "quick: nothing is judged"]);
    const [machine, , , , ...lines] = stdout.split("\n");
    expect(machine).toMatch(/^\d{4}-\d\d-\d\d: \d+ cores .*, Node v.*; gzip \d/);
    const cells = lines.map((line) => line.split("|").map((cell) => cell.trim()));
    const rows = cells.slice(0, 3);
    expect(rows.map(([, what]) => what)).toEqual(["`--version`", "apply -o x.tar.gz, a real rootfs", "apply -o x.tar.gz"]);
    for (const [, , ours, beside, ratio, , , processorRatio, memory] of rows) {
      expect(ours).toMatch(/^[\d.]+ m?s \([\d.]+ m?s\)$/);
      expect(beside).toMatch(/: [\d.]+ m?s \([\d.]+ m?s\)$/);
      for (const each of [ratio, processorRatio]) expect(Number(each)).toBeGreaterThan(0);
      expect(memory).toMatch(/^\d\d+ MB$/);
    }
    expect(cells.at(-2)).toEqual([
      "",
      "entries",
      "-o oci:",
      expect.stringMatching(/^2,000: [\d.]+ m?s, 4,000: [\d.]+ m?s$/),
      ...Array(7).fill(expect.any(String)),
    ]);
  });
});
