import { describe, expect, it } from "vitest";
import type { ExecutionPlace } from "../../src/execution/execution.ts";
import { appletsOf } from "../../src/execution/applets.ts";
import { hostFamily } from "../../src/execution/machine-family.ts";
import { runCommand } from "../../src/execution/run-command.ts";
import { readHostElf } from "../../src/rootfs/elf.ts";
import type { HostNode } from "../../src/rootfs/host-rootfs.ts";
import { elf } from "../check/check-of.ts";
import { boxWith, NAMES } from "../support/busybox.ts";
import { type EntrySketch, link, rootfsOf } from "../rootfs/rootfs-of.ts";
import { mountPlan, ROOT } from "../support/plans.ts";

const USER = { ...ROOT, uid: 1000, gid: 1000, userName: "app", dacOverride: false, dacReadSearch: false };
const PATH = ["/opt/bin", "/usr/bin", "/bin"];

const text = (path: string, content: string, mode = 0o755): EntrySketch => ({ path, content, mode });

const placeOf = (host: readonly EntrySketch[], noexec?: string): ExecutionPlace => {
  const rootfs = rootfsOf(...host);
  const readElf = (node: HostNode) => readHostElf(rootfs, node);
  return {
    rootfs,
    contents: rootfs,
    readElf,
    isUnknown: (path) => path.startsWith("run/"),
    noexecOver: ({ path }) => (noexec !== undefined && path.startsWith(noexec) ? mountPlan(noexec) : undefined),
    family: hostFamily(rootfs, readElf),
    applets: appletsOf(rootfs),
  };
};

interface Asked {
  readonly who?: typeof ROOT;
  readonly noexec?: string;
}

/** The files that are executed, and how it ends. */
const run = (words: readonly (string | undefined)[], host: readonly EntrySketch[], { who = USER, noexec }: Asked = {}): string => {
  const execution = runCommand(placeOf(host, noexec), { process: who, words, path: PATH });
  if (execution === undefined) return "no command";
  const { end, files } = execution;
  const chain = files.map(({ path }) => path).join(" ");
  if (typeof end === "string") return `${chain}: ${end}`;
  const about = {
    missing: () => (end.kind === "missing" ? `${JSON.stringify(end.path)} by ${end.by?.path ?? "the command"}` : ""),
    denied: () => (end.kind === "denied" ? `${end.want} ${end.node.path}` : ""),
    noexec: () => (end.kind === "noexec" ? end.file : ""),
    foreign: () => "",
    "no-format": () => "",
    "late-line": () => (end.kind === "late-line" ? `${end.interpreter} of ${end.node.path}` : ""),
    refused: () => (end.kind === "refused" ? `${end.what} ${end.word} by ${end.program.path}` : ""),
    nested: () => "",
  }[end.kind]();
  return `${chain}: ${end.kind} ${about}`.trim();
};

const LOADER = "/lib/ld-linux.so.3";
const loader = elf("lib/ld-linux.so.3");
const sh = elf("bin/sh", { interpreter: LOADER });
const env = elf("usr/bin/env");
const python = elf("usr/bin/python3");

describe("a command", () => {
  it("is a program by its path or in PATH", () => {
    expect(run(["/bin/sh"], [sh, loader])).toBe("bin/sh: runs");
    expect(run(["sh"], [sh, loader])).toBe("bin/sh: runs");
    expect(run(["/run/app"], [sh])).toBe(": unknown");
    expect(run(["nothing"], [sh])).toBe(': missing "nothing" by the command');
    expect(run(["/bin"], [sh])).toBe(': missing "/bin" by the command');
    expect(run([undefined, "x"], [sh])).toBe("no command");
  });

  it("goes on in PATH past what can't be executed", () => {
    expect(run(["sh"], [{ path: "opt/bin/sh", content: "x", mode: 0o644 }, sh, loader])).toBe("bin/sh: runs");
    expect(run(["sh"], [text("opt/bin/sh", "#!/bin/none\n"), sh, loader])).toBe("bin/sh: runs");
    expect(run(["sh"], [{ path: "opt/bin/sh", content: "x", mode: 0o644 }])).toBe(": denied x opt/bin/sh");
  });

  it.each([
    ["a file without an x bit", [text("usr/bin/app", "x", 0o644)], USER, ": denied x usr/bin/app"],
    ["a file without an x bit, for root", [text("usr/bin/app", "x", 0o644)], ROOT, ": denied x usr/bin/app"],
    ["a directory of root's", [{ path: "usr/bin/", mode: 0o700 }, elf("usr/bin/app")], USER, ": denied x usr/bin"],
    ["a directory of root's, for root", [{ path: "usr/bin/", mode: 0o700 }, elf("usr/bin/app")], ROOT, "usr/bin/app: runs"],
    ["a directory of the group", [{ path: "usr/bin/", mode: 0o2750, gid: 1000 }, elf("usr/bin/app")], USER, "usr/bin/app: runs"],
    ["a directory for all to write", [{ path: "usr/bin/", mode: 0o1777 }, elf("usr/bin/app")], USER, "usr/bin/app: runs"],
    [
      "a symlink into a directory of root's",
      [{ path: "opt/", mode: 0o700 }, elf("opt/app"), link("usr/bin/app", "/opt/app")],
      USER,
      ": denied x opt",
    ],
    [
      "a program whose loader it may not execute",
      [{ ...elf("usr/bin/app", { interpreter: LOADER }) }, { ...loader, mode: 0o644 }],
      USER,
      "usr/bin/app: denied x lib/ld-linux.so.3",
    ],
    ["a program whose loader is missing", [elf("usr/bin/app", { interpreter: LOADER })], USER, "usr/bin/app: runs"],
    ["a program of another machine", [sh, elf("usr/bin/app", { machine: "mips" })], USER, "usr/bin/app: foreign"],
    ["a program for 64 bits on a host of 32", [sh, elf("usr/bin/app", { machine: "aarch64" })], USER, "usr/bin/app: runs"],
  ] as const)("may be %s", (_, host, who, expected) => {
    expect(run(["/usr/bin/app"], host, { who })).toBe(expected);
  });

  it("can't be executed through noexec, nor can its loader", () => {
    const host = [elf("usr/bin/app", { interpreter: LOADER }), loader];
    expect(run(["/usr/bin/app"], host, { noexec: "usr/bin" })).toBe(": noexec /usr/bin/app");
    expect(run(["/usr/bin/app"], host, { noexec: "lib" })).toBe(`usr/bin/app: noexec ${LOADER}`);
    expect(run(["/usr/bin/app"], host, { noexec: "lib", who: ROOT })).toBe(`usr/bin/app: noexec ${LOADER}`);
  });
});

describe("a script", () => {
  const script = (line: string, mode = 0o755): EntrySketch => text("usr/bin/app", `${line}\necho\n`, mode);
  const answer = (line: string, ...host: readonly EntrySketch[]) => run(["/usr/bin/app", "x"], [script(line), ...host]);

  it.each([
    ["#!/bin/sh -e", [sh, loader], "usr/bin/app bin/sh: runs"],
    ["#!/bin/sh", [], 'usr/bin/app: missing "/bin/sh" by usr/bin/app'],
    ["#!/bin/sh\r", [sh, loader], 'usr/bin/app: missing "/bin/sh\\r" by usr/bin/app'],
    ["#!sh", [sh, loader], 'usr/bin/app: missing "sh" by usr/bin/app'],
    ["#!bin/sh", [sh, loader], "usr/bin/app bin/sh: runs"],
    ["#!/usr/bin/env python3", [env, python], "usr/bin/app usr/bin/env usr/bin/python3: runs"],
    ["#!/usr/bin/env python3", [env], 'usr/bin/app usr/bin/env: missing "python3" by usr/bin/app'],
    ["#!/usr/bin/env python3 -u", [env, python], 'usr/bin/app usr/bin/env: missing "python3 -u" by usr/bin/app'],
    ["#!/usr/bin/env -S python3 -u", [env, python], "usr/bin/app usr/bin/env usr/bin/python3: runs"],
    ["#!/usr/bin/env -S A=1 python3", [env], 'usr/bin/app usr/bin/env: missing "python3" by usr/bin/app'],
    ["#!/usr/bin/env python3\r", [env, python], 'usr/bin/app usr/bin/env: missing "python3\\r" by usr/bin/app'],
    ["#!/usr/bin/wrap", [text("usr/bin/wrap", "#!/usr/bin/python3\n"), python], "usr/bin/app usr/bin/wrap usr/bin/python3: runs"],
    ["#!/usr/bin/wrap", [text("usr/bin/wrap", "#!/usr/bin/none\n")], 'usr/bin/app usr/bin/wrap: missing "/usr/bin/none" by usr/bin/wrap'],
    ["#!/usr/bin/app", [], "usr/bin/app usr/bin/app usr/bin/app usr/bin/app usr/bin/app usr/bin/app: nested"],
    ["echo", [sh, loader], "usr/bin/app bin/sh: runs"],
    ["echo", [], "usr/bin/app: no-format"],
    ["\0binary", [], "usr/bin/app: unknown"],
    ["#!/bin/sh -e -u", [sh, loader], "usr/bin/app bin/sh: refused option -e -u by bin/sh"],
    ["#!/bin/sh -eu", [sh, loader], "usr/bin/app bin/sh: runs"],
    ["#!/bin/sh --posix -e", [sh, loader], "usr/bin/app bin/sh: runs"],
    ["#!/usr/bin/python3 -u -E", [python], "usr/bin/app usr/bin/python3: refused option -u -E by usr/bin/python3"],
    ["#!/usr/bin/python3 -W ignore", [python], "usr/bin/app usr/bin/python3: runs"],
    ["#!/bin/busybox ash -e", [boxWith(NAMES)], "usr/bin/app bin/busybox: refused applet ash -e by bin/busybox"],
    ["#!/bin/busybox ash", [boxWith(NAMES)], "usr/bin/app bin/busybox: runs"],
    ["#!/bin/sh", [boxWith(NAMES), link("bin/sh", "busybox")], "usr/bin/app bin/busybox: runs"],
    [
      "#!/usr/bin/env -S python3",
      [boxWith(NAMES), link("usr/bin/env", "/bin/busybox"), python],
      "usr/bin/app bin/busybox: refused option -S python3 by bin/busybox",
    ],
    ["\n#!/usr/bin/python3", [sh, loader, python], "usr/bin/app: late-line /usr/bin/python3 of usr/bin/app"],
    ["\n#!/bin/sh", [sh, loader], "usr/bin/app bin/sh: runs"],
  ])("that begins with %j", (line, host, expected) => {
    const shown = answer(line, ...host);
    expect(shown).toBe(expected);
  });

  it("that has env run itself is not followed for ever", () => {
    expect(answer("#!/usr/bin/env", env)).toMatch(/^(?:usr\/bin\/app usr\/bin\/env ?)+: runs$/);
  });

  it("must be readable for its interpreter", () => {
    expect(run(["/usr/bin/app"], [script("#!/bin/sh", 0o711), sh, loader])).toBe("usr/bin/app: denied r usr/bin/app");
    expect(run(["/usr/bin/app"], [script("#!/bin/sh", 0o711), sh, loader], { who: ROOT })).toBe("usr/bin/app bin/sh: runs");
  });

  it("is run by env as a command as well", () => {
    expect(run(["env", "A=1", "app", "x"], [env, script("#!/bin/none")])).toBe(
      'usr/bin/env usr/bin/app: missing "/bin/none" by usr/bin/app',
    );
    expect(run(["env", "app"], [env])).toBe('usr/bin/env: missing "app" by the command');
    expect(run(["env", undefined], [env])).toBe("usr/bin/env: runs");
    expect(run(["env", "-i", "app"], [env, elf("opt/bin/app")])).toBe('usr/bin/env: missing "app" by the command');
  });
});

describe("a command that only runs another one", () => {
  it("executes that after it, by its PATH", () => {
    const timeout = elf("usr/bin/timeout");
    expect(run(["timeout", "5", "app", "-x"], [timeout, elf("usr/bin/app")])).toBe("usr/bin/timeout usr/bin/app: runs");
    expect(run(["timeout", "5", "/opt/app"], [timeout])).toBe('usr/bin/timeout: missing "/opt/app" by the command');
    expect(run(["timeout", "5", "/run/app"], [timeout])).toBe("usr/bin/timeout: unknown");
    expect(run(["timeout", "5", "/opt/app"], [timeout, elf("opt/app")], { noexec: "opt" })).toBe("usr/bin/timeout: noexec /opt/app");
    expect(run(["timeout", "--what", "/opt/app"], [timeout])).toBe("usr/bin/timeout: runs");
  });

  it("may be an applet", () => {
    const host = [boxWith(NAMES), link("usr/bin/timeout", "/bin/busybox")];
    expect(run(["timeout", "5", "/opt/app"], host)).toBe('bin/busybox: missing "/opt/app" by the command');
    expect(run(["busybox", "nice", "/opt/app"], host)).toBe('bin/busybox: missing "/opt/app" by the command');
    expect(run(["busybox", "env", "A=1", "setsid", "/opt/app"], [...host, link("bin/setsid", "busybox")])).toBe(
      'bin/busybox bin/busybox: missing "/opt/app" by the command',
    );
    expect(run(["busybox", "frob", "/opt/app"], host)).toBe("bin/busybox: refused applet frob by bin/busybox");
  });
});

describe("a loader that is executed by its path", () => {
  const app = { ...elf("usr/bin/app", { interpreter: "/lib/none" }), mode: 0o644 };

  it.each([
    [[LOADER, "/usr/bin/app"], "lib/ld-linux.so.3 usr/bin/app: runs"],
    [[LOADER, "--library-path", "/opt", "--argv0=x", "--inhibit-cache", "/usr/bin/app", "-x"], "lib/ld-linux.so.3 usr/bin/app: runs"],
    [["/usr/bin/env", "A=1", LOADER, "/usr/bin/app"], "usr/bin/env lib/ld-linux.so.3 usr/bin/app: runs"],
    [[LOADER, "/usr/bin/none"], 'lib/ld-linux.so.3: missing "/usr/bin/none" by the command'],
    [[LOADER, "/run/app"], "lib/ld-linux.so.3: unknown"],
    [[LOADER, "--list", "/usr/bin/none"], "lib/ld-linux.so.3: runs"],
    [[LOADER, "none"], "lib/ld-linux.so.3: runs"],
    [[LOADER], "lib/ld-linux.so.3: runs"],
  ])("by %j", (words, expected) => {
    const shown = run(words, [loader, env, app]);
    expect(shown).toBe(expected);
  });

  it("maps no program that lies in noexec", () => {
    expect(run([LOADER, "/usr/bin/app"], [loader, app], { noexec: "usr/bin" })).toBe("lib/ld-linux.so.3: noexec /usr/bin/app");
  });

  it("is told where to search by its words before the variables", () => {
    const words = [
      "/usr/bin/env",
      "LD_LIBRARY_PATH=/a",
      "LD_PRELOAD=x.so",
      LOADER,
      "--library-path",
      "/b",
      "--preload",
      "y.so:z.so",
      "/usr/bin/app",
    ];
    const execution = runCommand(placeOf([loader, env, app]), { process: USER, words, path: PATH });
    const shown = [...(execution?.loading ?? [])].map(([{ path }, loading]) => [path, loading]);
    expect(shown).toEqual([
      ["lib/ld-linux.so.3", { libraryPath: "/a", preloads: ["x.so"], loader: undefined }],
      ["usr/bin/app", { libraryPath: "/b", preloads: ["y.so", "z.so", "x.so"], loader: LOADER }],
    ]);
  });
});
