import { expect, it } from "vitest";
import { plainWords } from "../../src/shell/plain-words.ts";

it.each<[string, readonly string[]]>([
  ["", []],
  ["  a  b\tc ", ["a", "b", "c"]],
  ["'a b' \"c d\"e f\\ g", ["a b", "c de", "f g"]],
  ["''  \"\"", ["", ""]],
  ['\'$x;*\' "a\\$b\\"c\\\\d\\e"', ["$x;*", 'a$b"c\\d\\e']],
  ["\\$x \\; \\*", ["$x", ";", "*"]],
  ["~ [a] {b} # c=d !", ["~", "[a]", "{b}", "#", "c=d", "!"]],
])("%j is split as sh does it", (text, words) => {
  expect(plainWords(text)).toEqual({ words, special: undefined });
});

it.each(["$", "`", ";", "&", "|", "<", ">", "(", ")", "*", "?", "\n"])("%j is a shell's", (letter) => {
  expect(plainWords(`a ${letter}b`).special).toBe(letter);
  expect(plainWords(`a '${letter}b'`).special).toBeUndefined();
});

it.each([
  ['"$x"', "$"],
  ['"`x`"', "`"],
  ["'x", "'"],
  ['a "x', '"'],
  ["x\\", "\\"],
])("%j is not words alone", (text, special) => {
  expect(plainWords(text).special).toBe(special);
});
