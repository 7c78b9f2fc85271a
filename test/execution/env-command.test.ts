import { describe, expect, it } from "vitest";
import { envCommand } from "../../src/execution/env-command.ts";

const WITHOUT = ["/usr/local/bin", "/bin", "/usr/bin"];

describe("envCommand", () => {
  it.each([
    [["python3", "/a"], ["python3", "/a"], undefined],
    [["python3 -u", "/a"], ["python3 -u", "/a"], undefined],
    [["-S python3 -u", "/a"], ["python3", "-u", "/a"], undefined],
    [["--split-string=A=1 python3", "/a"], ["python3", "/a"], undefined],
    [["-S", "sh -e", "/a"], ["sh", "-e", "/a"], undefined],
    [["A=1", "B=2", "app"], ["app"], undefined],
    [["-i", "app"], ["app"], WITHOUT],
    [["-", "app"], ["app"], WITHOUT],
    [["-u", "X", "app"], ["app"], undefined],
    [["-u", "PATH", "app"], ["app"], WITHOUT],
    [["PATH=/opt/bin:/bin", "app"], ["app"], ["/opt/bin", "/bin"]],
    [["--", "app"], ["app"], undefined],
  ])("of %j", (given, words, path) => expect(envCommand(given)).toMatchObject({ words, path }));

  it.each([
    [["A=1", "app"], undefined],
    [["LD_LIBRARY_PATH=/opt/lib:/lib", "app"], "/opt/lib:/lib"],
    [["LD_LIBRARY_PATH=", "app"], ""],
    [["-i", "app"], ""],
    [["-i", "LD_LIBRARY_PATH=/opt/lib", "app"], "/opt/lib"],
    [["-u", "LD_LIBRARY_PATH", "app"], ""],
    [["app", "LD_LIBRARY_PATH=/opt/lib"], undefined],
  ])("of %j hands on a variable", (given, value) => expect(envCommand(given)?.valueOf("LD_LIBRARY_PATH")).toBe(value));

  it.each([[[]], [["A=1"]], [["--chdir=/x", "app"]], [["-S python3 '-u'"]], [[undefined, "app"]]])("can't be known of %j", (given) =>
    expect(envCommand(given)).toBeUndefined(),
  );
});
