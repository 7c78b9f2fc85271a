import { expect, it } from "vitest";
import { badRange } from "../../src/model/tag-findings.ts";

const SPAN = { file: "a.xml", line: 1, column: 1 };

it.each([
  ["1-3", 'write VER="1..3"', "1..3"],
  ["1...3", 'write VER="1..3"', "1..3"],
  ["2:1", 'write VER="1..2"', "1..2"],
  ["1, 2, 3", 'write VER="1..3"', "1..3"],
  [">=2", 'write VER="2.."', "2.."],
  ["2+", 'write VER="2.."', "2.."],
  ["3-1", 'write VER="1..3", if it is meant from 1 to 3', undefined],
  ["0,2", 'write the element once with each of VER="0" and VER="2"; "0..2" has the numbers between them as well', undefined],
  ["2.1", 'numbers of a tag are whole: write VER="2", or VER="2.." for it and all later ones', undefined],
  ["1.3", 'numbers of a tag are whole: write VER="1", or VER="1..3" for all from 1 to 3', undefined],
  ["one", undefined, undefined],
])("%s: %s", (text, help, written) => {
  const told = badRange(SPAN, "VER", text);
  expect(told.help).toBe(help);
  expect(told.fix ?? []).toEqual(written === undefined ? [] : [{ kind: "value", at: SPAN, part: undefined, to: written }]);
});
