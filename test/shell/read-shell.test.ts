import { describe, expect, it } from "vitest";
import { readShell } from "../../src/shell/read-shell.ts";

const faultOf = (text: string): string | undefined => {
  const { fault } = readShell(text, "arguments");
  return fault && `${fault.at}: ${fault.what}`;
};

describe("what sh can't read", () => {
  it.each([
    ["-m it's", "5: the quote ' is not closed"],
    ['-c "/etc', '3: the quote " is not closed'],
    ["-c `id", "3: the backquote is not closed"],
    ["-c $(id", "3: the parenthesis of $( is not closed"],
    ["-c $(id | )", '10: ")" can\'t stand here'],
    ["-c ${2:-x", "3: the brace of ${ is not closed"],
    ["-c x |", "6: the text ends where a command has to follow"],
    ["-c x &&", "7: the text ends where a command has to follow"],
    ["-c x ;; y", '5: ";;" can\'t stand here'],
    ["; }", '2: "}" can\'t stand here'],
    ["-c (x)", '3: "(" can\'t stand here'],
    ["-c x)", '4: ")" can\'t stand here'],
    ["; fi", '2: "fi" can\'t stand here'],
    ["; if true; then", "15: the text ends where a command has to follow"],
    ["; if true; then x; ", '19: the text ends, and "fi" has to follow'],
    ["-c x > ", "5: > has no file behind it"],
    ["-c x <<E", "5: a here-document would take the lines that follow in the script"],
    ["& &", '2: "&" can\'t stand here'],
  ])("%s", (text, fault) => expect(faultOf(text)).toBe(fault));
});

describe("what it can", () => {
  it.each([
    "",
    "-c 'a;b' \"a&b\" a\\;b a#b",
    "-x ${2:-d} \"${2:-'}\" $# $$ ${#x} ${x%%'}'} $((1 + (2))) $( (a) | b)",
    "-c `echo \\`id\\`` > /dev/null 2>&1 <in",
    "a } { if",
    "; if a; then b; elif c; then d; else e; fi; while a; do b; done; until a; do b; done",
    "; for i in a b; do c; done; for i; do c; done; case x in a|b) c ;; (d) e; esac; f() { g; }; ( a; b )",
    "| ! logger; ! a && b || c &",
    "&> x; cat <(id) |& cat; $'a' ${x/a/b} ${x:0:1}",
    "# it's",
  ])("%s", (text) => expect(faultOf(text)).toBeUndefined());
});

it("takes texts that are made to be costly for what they are", () => {
  const faultIn = (text: string): string | undefined => readShell(text).fault?.what;
  expect(["$(", "${a:-", "(", '"$(', "{ ", "if ", "$(("].map((piece) => faultIn(piece.repeat(100_000)))).not.toContain(undefined);
  expect(faultIn("x $((a) ) ".repeat(50_000))).toBeUndefined();
  expect(readShell("a b;".repeat(100_000)).commands).toHaveLength(100_000);
});

describe("a text", () => {
  it("has words, operators and a comment of its own, not those of commands inside", () => {
    const { words, operators, comment } = readShell('-a "$X" >/x $(b; c # d\n) ; e || f # g', "arguments");
    expect(words.map(({ value }) => value)).toEqual(["-a", undefined, undefined]);
    expect(operators.map(({ text }) => text)).toEqual([";", "||"]);
    expect(comment).toBe(34);
  });

  it("tells what the shell puts into its words", () => {
    const { words } = readShell("$A ${B:-c} \"$1\" '$D' \\$E $(echo $F)", "arguments");
    expect(words.flatMap(({ parameters }) => parameters)).toEqual([
      { at: 0, name: "A", hasDefault: false },
      { at: 3, name: "B", hasDefault: true },
      { at: 12, name: "1", hasDefault: false },
    ]);
  });

  it("has all its commands", () => {
    const { commands } = readShell("a && { b c; exec d $(e); }\nf");
    expect(commands.map((words) => words.map(({ value }) => value))).toEqual([["a"], ["b", "c"], ["e"], ["exec", "d", undefined], ["f"]]);
  });
});
