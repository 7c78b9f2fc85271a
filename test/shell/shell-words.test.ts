import { describe, expect, it } from "vitest";
import { firstWord, shellWords } from "../../src/shell/shell-words.ts";

describe("firstWord", () => {
  it.each([
    ["/usr/bin/app -x", "/usr/bin/app"],
    ["  app\t&& true", "app"],
    ["app;true", "app"],
    ['"/opt/my app" x', "/opt/my app"],
    ["/opt/'my app'/bin", "/opt/my app/bin"],
    ["/opt/my\\ app", "/opt/my app"],
    ['"a\\"b\\c"', 'a"b\\c'],
    ["'$HOME'", "$HOME"],
    ["$APP/bin", undefined],
    ['"${APP}"', undefined],
    ["`which app`", undefined],
    ["/usr/bin/a*", undefined],
    ['"/usr/bin/a*"', "/usr/bin/a*"],
    ["(app)", undefined],
    ["", undefined],
  ])("of %s is %s", (text, word) => expect(firstWord(text)).toBe(word));
});

describe("shellWords", () => {
  it.each([
    ["app -c '/etc/my app.conf' --x=\"a b\"", ["app", "-c", "/etc/my app.conf", "--x=a b"]],
    ["app $1 /etc/x `id` *.conf", ["app", undefined, "/etc/x", undefined, undefined]],
    ["app a#b # comment", ["app", "a#b"]],
    ["app > /dev/null x", ["app", "x"]],
    ["app 2>&1", ["app"]],
    ["app a;b", ["app", "a"]],
    ["app it's", ["app"]],
    ["", []],
  ])("of %s", (text, words) => expect(shellWords(text)).toEqual(words));
});
