import { spawnSync } from "node:child_process";
import { array, assert, constantFrom, property, tuple } from "fast-check";
import { expect, it } from "vitest";
import { readShell } from "../../src/shell/read-shell.ts";

/** What texts are made of: each of sh's signs and words, alone or begun. */
const PIECES: readonly string[] = [
  "' \" ` ( ) { } | & ; # * ! < > = \\ $( $(( )) ${ ${x:- ${2:-d} $1 $x || && ;; 2>&1 >& >> 'q' \"d\" ${#x} ${x%%'}'} ${x%",
  "a -c /etc/x echo if then fi else elif while do done for for_i_in case_x_in esac x)",
]
  .flatMap((line) => line.split(" "))
  .map((piece) => piece.replaceAll("_", " "))
  .concat("\n", "\nf()", " ", " ");

const texts = array(tuple(constantFrom(...PIECES), constantFrom("", " ")), { minLength: 1, maxLength: 9 }).map((pieces) =>
  pieces.flat().join(""),
);

/** What dash does not read, and others do; or the other way round, where a text is none that anybody means. */
const IS_ELSEWHERE = /\\$|\|&|&>|[<>]\(|<<|\$\{[^\w#]|\bin\b|\S\(\)|[<>][<>&|]?\s*[0-9][<>]|\$\(\(|\|\s*!/s;

it("reads what dash reads, and nothing else", () => {
  assert(
    property(texts, (text) => {
      if (IS_ELSEWHERE.test(text.trimEnd())) return;
      const { status, stderr } = spawnSync("dash", ["-n"], { input: `lxc-execute -- ${text}\n`, encoding: "utf8" });
      expect(readShell(text, "arguments").fault === undefined, `${JSON.stringify(text)}: ${stderr}`).toBe(status === 0);
    }),
    { numRuns: 2000, seed: 1129 },
  );
});

it("finds fault with nothing that bash takes", () => {
  assert(
    property(texts, (text) => {
      if (readShell(text, "arguments").fault === undefined || /[`!]|<<|\$\{[^\w#]|\$\(\(/.test(text)) return;
      const { status } = spawnSync("bash", ["--posix", "-n"], { input: `lxc-execute -- ${text}\n`, encoding: "utf8" });
      expect(status, JSON.stringify(text)).not.toBe(0);
    }),
    { numRuns: 600, seed: 1129 },
  );
});
