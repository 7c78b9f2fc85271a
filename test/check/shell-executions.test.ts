import { describe, expect, it } from "vitest";
import { type EntrySketch, link } from "../rootfs/rootfs-of.ts";
import { checkOf, elf, mount } from "./check-of.ts";

const HOST: readonly EntrySketch[] = [elf("bin/busybox"), link("bin/sh", "busybox"), elf("usr/bin/app"), elf("usr/bin/tool")];
const SH = mount("/bin/sh");
const CODES = ["missing-program", "noexec-program", "program-not-executable", "missing-script-interpreter", "unused-library"];

interface Sketch {
  readonly host?: readonly EntrySketch[];
  readonly rootfs?: string;
  readonly exec?: string;
  readonly params?: string;
}

const found = ({ host = [], rootfs = "", exec = "/bin/sh", params = "" }: Sketch): readonly string[] =>
  checkOf({ host: [...HOST, ...host], rootfs: SH + rootfs, exec, params })
    .filter(({ code }) => CODES.includes(code))
    .map(({ severity, code, message, help }) => `${severity} ${code}: ${message} | ${help ?? ""}`);

const given = (text: string): Pick<Sketch, "params"> => ({ params: `<ExecParams>${text}</ExecParams>` });
const script = (text: string, more: Partial<EntrySketch> = {}): EntrySketch => ({
  path: "usr/bin/wrapper",
  mode: 0o755,
  content: `#!/bin/sh\n${text}\n`,
  ...more,
});

describe("what a shell behind -c executes", () => {
  it.each([
    ["-c 'exec /usr/bin/tool -x'", "error"],
    ["-ec 'true; /usr/bin/tool'", "error"],
    ["-c '/usr/bin/tool; sleep 1'", "warning"],
    ["-c 'sleep 1 &amp;&amp; /usr/bin/tool'", "warning"],
  ])("may be missing: %s", (text, severity) => {
    expect(found(given(text))).toEqual([
      `${severity} missing-program: /usr/bin/tool, which /bin/sh -c executes, is not visible in the container | add a MountPoints entry for /usr/bin/tool`,
    ]);
  });

  it("may be misspelt, unless something makes it at run time", () => {
    expect(found(given("-c 'exec /usr/bin/toool'"))).toEqual([
      "error missing-program: /usr/bin/toool, which /bin/sh -c executes, is not visible in the container | the host has no /usr/bin/toool either; did you mean /usr/bin/tool?",
    ]);
    expect(found(given("-c 'exec /var/lib/app/run'"))).toEqual([]);
  });

  it("may lie in noexec, or be for others to execute", () => {
    const noexec = mount("/usr/bin/tool", { options: "ro,bind,nosuid,nodev,noexec" });
    expect(found({ ...given("-c 'exec /usr/bin/tool'"), rootfs: noexec })).toEqual([
      "error noexec-program: /usr/bin/tool, which /bin/sh -c executes, can't be executed: usr/bin/tool is mounted noexec | remove noexec from its Options",
    ]);
    const closed = { ...elf("usr/bin/tool"), mode: 0o644 };
    expect(found({ ...given("-c '/usr/bin/tool; sleep 1'"), host: [closed], rootfs: mount("/usr/bin/tool") })).toEqual([
      "warning program-not-executable: /usr/bin/tool, which /bin/sh -c executes, can't be executed: root may not execute usr/bin/tool (mode 0644, uid 0, gid 0) | let the process execute it: set its mode or group in the host rootfs",
    ]);
  });

  it.each([
    "-c 'exec /usr/bin/app'",
    "-c '[ -x /usr/bin/tool ] &amp;&amp; /usr/bin/tool; exec /usr/bin/app'",
    "-c '/usr/bin/tool || exec /usr/bin/app'",
    "-c '$TOOL; exec /usr/bin/app'",
    '-c "exec $TOOL"',
    "-o pipefail -c '/usr/bin/tool'",
    "-s /usr/bin/tool",
  ])("is not told of where it is there, or the text is prepared for it, or nobody knows: %s", (text) => {
    expect(found({ ...given(text), rootfs: mount("/usr/bin/app") })).toEqual([]);
  });
});

describe("what a script executes", () => {
  const run = (text: string, more: Sketch = {}) =>
    found({
      exec: "/usr/bin/wrapper",
      ...more,
      host: [script(text), ...(more.host ?? [])],
      rootfs: mount("/usr/bin/wrapper") + (more.rootfs ?? ""),
    });

  it("may be missing, wherever scripts execute each other", () => {
    const told =
      "warning missing-program: /usr/bin/tool, which the script usr/bin/wrapper executes, is not visible in the container | add a MountPoints entry for /usr/bin/tool";
    expect(run('exec /usr/bin/tool "$@"')).toEqual([told]);
    expect(run("/usr/bin/tool\nsleep 1")).toEqual([told]);
    expect(
      run("exec /usr/bin/first", { host: [script("exec /usr/bin/wrapper", { path: "usr/bin/first" })], rootfs: mount("/usr/bin/first") }),
    ).toEqual([]);
    expect(found({ ...given("/usr/bin/wrapper"), host: [script("/usr/bin/tool")], rootfs: mount("/usr/bin/wrapper") })).toEqual([told]);
    expect(found({ ...given("-c /usr/bin/wrapper"), host: [script("/usr/bin/tool")], rootfs: mount("/usr/bin/wrapper") })).toEqual([told]);
  });

  it("may be read with a dot", () => {
    const host = [{ path: "etc/functions", content: "x=1\n" }];
    expect(run(". /etc/functions\nsleep 1", { host })).toEqual([
      "warning missing-program: /etc/functions, which the script usr/bin/wrapper reads, is not visible in the container | add a MountPoints entry for /etc/functions",
    ]);
    expect(run(". /etc/functions\nsleep 1", { host, rootfs: mount("/etc/functions") })).toEqual([]);
    expect(run("[ -r /etc/functions ] && . /etc/functions\nsleep 1", { host })).toEqual([]);
  });

  it.each([
    "exec /usr/bin/app",
    "case $1 in reload) /usr/bin/tool;; esac",
    "if [ -x /usr/bin/tool ]; then exec /usr/bin/tool; fi",
    "exit 0\n/usr/bin/tool",
    "/usr/bin/tool 2>/dev/null",
    "/usr/bin/none",
    "exec tool",
  ])("is not told of where it is there, runs in some cases only, or the host lacks it: %s", (text) => {
    expect(run(text, { rootfs: mount("/usr/bin/app") })).toEqual([]);
  });

  it("does not make libraries unused whose program is missing", () => {
    const rootfs = "<LibsRoBindMounts><Entry>libx</Entry></LibsRoBindMounts>";
    const host = [elf("usr/lib/libx.so.1", { soname: "libx.so.1" })];
    expect(run("[ $1 ] && exec /usr/bin/tool\nsleep 1", { host, rootfs })).toEqual([]);
    expect(run("sleep 1", { host, rootfs })).toEqual([
      "warning unused-library: nothing in the container needs libx.so.1 | remove the entry or name the library more exactly, unless a program loads it at run time",
    ]);
  });
});

describe("an ExecName that only a shell takes", () => {
  it.each([
    ["exec /usr/bin/app", "exec", "is a word of the shell"],
    ["LANG=C /usr/bin/app", "LANG=C", "sets a variable for a shell alone"],
    ["/usr/bin", "/usr/bin", "is a directory in the container"],
  ])("%s", (exec, name, what) => {
    const [told = ""] = found({ exec, rootfs: mount("/usr/bin", { type: "dir" }) });
    expect(told).toContain(`error missing-program: ExecName ${name} ${what}`);
  });
});

describe("words behind the text of a shell", () => {
  const told = (params: string): readonly string[] =>
    checkOf({ host: HOST, rootfs: SH + mount("/usr/bin/app"), exec: "/bin/sh", ...given(params) })
      .filter(({ code }) => code === "unquoted-shell-text")
      .map(({ severity, message, help }) => `${severity}: ${message} | ${help ?? ""}`);

  it.each([
    [
      "-c /usr/bin/app -c /etc/app.conf",
      `warning: /bin/sh -c runs "/usr/bin/app" alone, without "-c /etc/app.conf": what stands behind its first word are $0, $1… | write -c '/usr/bin/app -c /etc/app.conf'`,
    ],
    [
      "-c exec /usr/bin/app",
      `error: /bin/sh -c runs "exec" alone, which does nothing, and ends: what stands behind its first word are $0, $1… | write -c 'exec /usr/bin/app'`,
    ],
    [
      "-c 'exec /usr/bin/app' -v",
      `warning: /bin/sh -c runs "exec /usr/bin/app" alone, without "-v": what stands behind its first word are $0, $1… | write -c 'exec /usr/bin/app -v'`,
    ],
  ])("are lost: %s", (params, expected) => expect(told(params)).toEqual([expected]));

  it.each([
    "-c 'exec /usr/bin/app -v'",
    "-c 'exec /usr/bin/app' sh",
    "-c /usr/bin/app app",
    "-c 'exec \"$@\"' sh /usr/bin/app -v",
    "-c 'exec $0' /usr/bin/app",
    "-c 'exec /usr/bin/app' --",
    "/usr/bin/app -c /etc/app.conf",
  ])("are meant: %s", (params) => expect(told(params)).toEqual([]));
});
