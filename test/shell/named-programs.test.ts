import { describe, expect, it } from "vitest";
import { namedPrograms } from "../../src/shell/named-programs.ts";

/** What is named, in a word each: `runs path`, with `.` before what is read. */
const named = (text: string): readonly string[] =>
  namedPrograms(text).map(({ words: [path], isRead, runs }) => `${runs} ${isRead ? ". " : ""}${path}`);

describe("namedPrograms", () => {
  it.each([
    ["exec /usr/bin/app -c /etc/app.conf", ["decides /usr/bin/app"]],
    ["LANG=C exec '/usr/bin/app'", ["decides /usr/bin/app"]],
    ["/a; /b & /c", ["always /a", "always /b", "decides /c"]],
    ["/a\n/b &", ["always /a", "always /b"]],
    ["/a && /b", ["decides /a", "perhaps /b"]],
    ["/a | /b", ["always /a", "decides /b"]],
    [". /etc/functions\n/a", ["decides . /etc/functions", "decides /a"]],
    ["exec > /dev/null 2>&1\n/a", ["decides /a"]],
    ["exec /a\n/b", ["decides /a", "perhaps /b"]],
    ["exit 0; /a", ["perhaps /a"]],
    ["cd /opt || exit 1; /a", ["decides /a"]],
    ["if true; then /a; else /b; fi", ["perhaps /a", "perhaps /b"]],
    ["f() { /a; }; ! /b; $(/c)", ["perhaps /a", "perhaps /b", "perhaps /c"]],
    ["command /a", ["decides /a"]],
    ["cat <<EOF\n/a\nEOF\n/b", ["decides /b"]],
  ])("of %j", (text, expected) => expect(named(text)).toEqual(expected));

  it.each([
    "app; ./app; $APP/bin/app; /usr/bin/$APP",
    "[ -x /a ] && /a",
    "if test -x /a; then exec /a; fi",
    "command -v /a && exec /a",
    "which a >/dev/null && exec /usr/bin/a",
    "DAEMON=/a; /a",
    "/a || true",
    "/a 2>/dev/null",
    "/a > /dev/null 2>&1",
    ". /etc/default/app || :",
    'exec -a "$0" /usr/bin/app.real',
    "cp /etc/app /tmp/app; /tmp/app",
    "echo /a",
  ])("says nothing of %j", (text) => {
    const shown = named(text).filter((each) => each !== "always /tmp/app");
    expect(shown).toEqual([]);
  });
});
