import { describe, expect, it } from "vitest";
import { isMechanical } from "../../src/diagnostics/fix.ts";
import { checkOf } from "./check-of.ts";

const found = (...variables: readonly string[]): readonly string[] =>
  checkOf({
    host: [],
    config: `<Environment>${variables.map((text) => `<Variable>${text}</Variable>`).join("")}</Environment>`,
  })
    .filter(({ code }) => code === "unexpanded-value")
    .map(({ message, help = "", fix }) => `${message}; ${help}${isMechanical(fix) && fix?.length !== 0 ? "" : " (by people)"}`);

describe("a value of Environment", () => {
  it("keeps a shell's variables", () => {
    const stays = (text: string, name: string) => `${text} in ${name} is expanded by nobody: programs get it as it stands`;
    expect(found("PATH=$PATH:/opt/bin:/bin")).toEqual([`${stays("$PATH", "PATH")}; write PATH=/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin`]);
    expect(found("LD_LIBRARY_PATH=/opt/lib:${LD_LIBRARY_PATH}")).toEqual([
      `${stays("${LD_LIBRARY_PATH}", "LD_LIBRARY_PATH")}; write LD_LIBRARY_PATH=/opt/lib`,
    ]);
    expect(found("LD_LIBRARY_PATH=/opt/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}")).toEqual([
      `${stays("${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}", "LD_LIBRARY_PATH")}; write LD_LIBRARY_PATH=/opt/lib`,
    ]);
    expect(found("DATA=/srv", "CACHE=$DATA/cache")).toEqual([`${stays("$DATA", "CACHE")}; write CACHE=/srv/cache`]);
    expect(found("CACHE=$HOME/cache")).toEqual([`${stays("$HOME", "CACHE")}; write what $HOME stands for, or leave it out (by people)`]);
    expect(found("PATH=/bin:$TOOLS")).toEqual([`${stays("$TOOLS", "PATH")}; write what $TOOLS stands for, or leave it out (by people)`]);
  });

  it("keeps quotes around a part of a list", () => {
    expect(found('PATH="/bin":/sbin')).toEqual([
      'the quotes belong to the value of PATH: programs get "/bin":/sbin; write PATH=/bin:/sbin',
    ]);
    // Around all of it they are variable-as-in-shell.
    expect(found('LD_LIBRARY_PATH="/opt/lib"', "HOME='/srv'")).toEqual([]);
  });

  it("may be of a syntax of its own", () => {
    expect(
      found("LD_LIBRARY_PATH=$ORIGIN/../lib:/opt/${LIB}", "PS1=$PWD $ ", "ENV=$HOME/.shrc", "FORMAT=$level: $message", "PRICE=5$"),
    ).toEqual([]);
    expect(found('JSON={"a":"/b"}', 'NAME="x"', "EMPTY=''", "PATTERN=^/a$", "OPTIONS=-x $HOME 'a b'", "ARGS=$1 $@")).toEqual([]);
  });
});
