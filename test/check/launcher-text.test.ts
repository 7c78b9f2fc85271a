import { describe, expect, it } from "vitest";
import { checkOf, elf, messages, mount } from "./check-of.ts";

const found = (params: string, notify = "") =>
  messages(
    checkOf({
      host: [elf("usr/bin/app")],
      exec: "/usr/bin/app",
      params: `<ExecParams>${params}</ExecParams>${notify}`,
      rootfs: mount("/usr/bin/app"),
    }),
    "launcher-syntax",
    "runs-on-host",
    "ends-in-background",
    "cut-by-comment",
    "host-variable",
  );

describe("the text of a command", () => {
  it("is sh's", () => {
    expect(found("-m it's up")).toEqual([
      "launcher-syntax: the quote ' is not closed: 's up; sh can't read app.sh, and runs neither start nor stop nor any other part of it",
    ]);
    expect(found("-a; b &amp;", '<SystemdNotify create="yes"/>')).toEqual([
      "launcher-syntax: \"&\" can't stand here; sh can't read app.sh, and runs neither start nor stop nor any other part of it",
    ]);
    expect(found("-a # b", '<SystemdNotify create="yes"/>')).toHaveLength(1);
    expect(found("-a\\")).toEqual([]);
    expect(found("-a\\", '<SystemdNotify create="yes"/>')).toHaveLength(1);
    expect(found("-a\\\\", '<SystemdNotify create="yes"/>')).toEqual([]);
  });

  it("is one command of the container", () => {
    expect(found("-a; b c")).toEqual(['runs-on-host: the launcher\'s shell takes the ; for its own: "b c" runs on the host, as root']);
    expect(found("-a; exit 3")).toEqual([]);
    expect(found("-a;")).toEqual([]);
    expect(found("-a &amp;")).toEqual([
      "ends-in-background: the & at the end puts the container into the background: the launcher ends with 0 at once, and systemd ends what it started",
    ]);
  });

  it("is all the program's", () => {
    expect(found("--colour #fff -v")).toEqual([
      'cut-by-comment: "#fff -v" is a comment to the launcher\'s shell: the program does not get it',
    ]);
    expect(found("-c $CONF")).toEqual([
      "host-variable: $CONF is a variable of the host's shell that runs the launcher: the program gets its value there, or nothing",
    ]);
    expect(found("$PPID ${A:-} $1")).toEqual([]);
  });
});
