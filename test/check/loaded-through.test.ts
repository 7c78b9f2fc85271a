import { describe, expect, it } from "vitest";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { capable, checkOf, elf, LD, libraries, library, messages, mount, program } from "./check-of.ts";

const APP = "/usr/bin/app";
const host = [library("lib/ld-linux.so.3"), program("usr/bin/app", "liba.so.1"), library("usr/lib/liba.so.1")];
const variables = (...texts: readonly string[]): string =>
  `<Environment>${texts.map((text) => `<Variable>${text}</Variable>`).join("")}</Environment>`;

describe("a mount through which something is executed", () => {
  const rootfs = (options: string): string => mount(APP) + mount("/usr/lib/liba.so.1", { options }) + libraries("ld-linux");

  it("must not be noexec where a library of the program comes through it", () => {
    const found = checkOf({ host, exec: APP, rootfs: rootfs("ro,bind,nosuid,nodev,noexec") });
    expect(found).toEqual([
      {
        code: "noexec-library",
        severity: "error",
        message: "usr/bin/app does not start: it loads usr/lib/liba.so.1, and usr/lib/liba.so.1 is mounted noexec",
        location: { kind: "text", file: "0.xml", line: 7, column: 14 },
        help: "remove noexec from its Options",
        fix: expect.any(Array),
      },
    ]);
    expect(checkOf({ host, exec: APP, rootfs: rootfs("ro,bind,nosuid,nodev") })).toEqual([]);
  });

  it("may be noexec where only other programs load what it shows", () => {
    const other = program("usr/lib/other", "liba.so.1");
    const shown = mount("/usr/lib/other") + mount("/usr/lib/liba.so.1", { options: "ro,bind,nosuid,nodev,noexec" }) + libraries("ld-linux");
    expect(messages(checkOf({ host: [...host, other], rootfs: shown }), "noexec-library")).toEqual([]);
  });

  it("should not be noexec where it is a directory of modules alone", () => {
    const found = (
      directory: string,
      more: readonly EntrySketch[] = [],
      options = "ro,bind,nosuid,nodev,noexec",
      unused = "",
    ): readonly string[] => {
      const modules = mount(directory, { type: "dir", options, more: unused });
      const sketch = {
        host: [...host, library(`${directory.slice(1)}/plug.so`), ...more],
        rootfs: mount(APP) + libraries("ld-linux", "liba") + modules,
      };
      return messages(checkOf({ ...sketch, exec: APP }), "noexec-library");
    };
    const warning = "noexec-library: no program can load usr/lib/x/plug.so: usr/lib/x has libraries alone, and is mounted noexec";
    expect(found("/usr/lib/x")).toEqual([warning]);
    expect(found("/usr/lib/x", [], "ro,bind,nosuid,nodev")).toEqual([]);
    expect(found("/usr/lib/x", [{ path: "usr/lib/x/data", content: "data" }])).toEqual([]);
    expect(found("/usr/lib/x", [program("usr/lib/x/helper")])).toEqual([]);
    expect(found("/usr/lib/x", [elf("usr/lib/x/other.so", { machine: "mips", soname: "other.so" })])).toEqual([]);
    expect(found("/usr/lib/x", [], undefined, "<Unused>/usr/lib/x</Unused>")).toEqual([]);
    expect([...found("/srv/x"), ...found("/var/both")]).toEqual([]);
  });

  it("needs no noexec, wherever its source lies, but then it needs ro", () => {
    const moved = [library("lib/ld-linux.so.3"), program("var/app/app", "liba.so.1"), library("srv/liba.so.1")];
    const app = (options: string): string => mount("/var/app", { type: "dir", options });
    const rest = mount("/srv/liba.so.1", { to: "/usr/lib/liba.so.1" }) + libraries("ld-linux");
    expect(checkOf({ host: moved, exec: "/var/app/app", rootfs: app("ro,bind,nosuid,nodev") + rest })).toEqual([]);
    expect(messages(checkOf({ host: moved, exec: "/var/app/app", rootfs: app("rw,bind,nosuid,nodev") + rest }))).toEqual([
      "unsafe-writable-bind: var/app is mounted without ro",
    ]);
  });

  it("is a single file that may be executed, as long as nobody can write it", () => {
    const tool = program("var/tool");
    const found = (options: string) =>
      messages(checkOf({ host: [...host, tool], rootfs: mount("/var/tool", { options }) + libraries("ld-linux") }));
    expect(found("ro,bind,nosuid,nodev")).toEqual([]);
    expect(found("rw,bind,nosuid,nodev")).toEqual(["unsafe-writable-bind: var/tool is mounted without noexec"]);
    const data = { path: "var/tool", content: "text", mode: 0o755 };
    const read = checkOf({ host: [...host, data], rootfs: mount("/var/tool", { options: "ro,bind,nosuid,nodev" }) });
    expect(messages(read)).toEqual(["unsafe-writable-bind: var/tool is mounted without noexec"]);
  });

  it("is either ro or noexec where its source is both writable and executable", () => {
    const found = (options: string) =>
      messages(checkOf({ host: [{ path: "var/both/x" }], rootfs: mount("/var/both", { type: "dir", options }) }));
    expect(found("ro,bind,nosuid,nodev")).toEqual([]);
    expect(found("rw,bind,nosuid,nodev,noexec")).toEqual([]);
    expect(found("rw,bind,nosuid,nodev")).toEqual(["unsafe-executable-bind: var/both is mounted without noexec"]);
  });
});

describe("LD_LIBRARY_PATH and LD_PRELOAD", () => {
  const rootfs = mount(APP) + libraries("ld-linux", "liba");

  it.each([
    ["usr/lib", "the relative path usr/lib", "write /usr/lib"],
    ["/usr/lib:", "an empty path, which stands for the working directory", "take the colon away, or write the directory"],
  ])("warns of LD_LIBRARY_PATH=%s, which holds in the root only", (value, what, help) => {
    expect(checkOf({ host, exec: APP, config: variables(`LD_LIBRARY_PATH=${value}`), rootfs })).toMatchObject([
      {
        code: "relative-library-path",
        severity: "warning",
        message: `LD_LIBRARY_PATH has ${what}: it holds only while a program's working directory is the root`,
        help,
      },
    ]);
  });

  it("warns of a relative path in LD_PRELOAD, not of a name, which is searched", () => {
    const preloading = (value: string) =>
      messages(checkOf({ host, exec: APP, config: variables(`LD_PRELOAD=${value}`), rootfs }), "relative-library-path");
    expect(preloading("usr/lib/liba.so.1")).toEqual([
      "relative-library-path: LD_PRELOAD has the relative path usr/lib/liba.so.1: it holds only while a program's working directory is the root",
    ]);
    expect(preloading("liba.so.1 /usr/lib/liba.so.1")).toEqual([]);
  });

  it("is quiet about paths that begin at the root or with a token", () => {
    const config = variables("LD_LIBRARY_PATH=/usr/lib:$ORIGIN/../lib;/lib");
    expect(checkOf({ host, exec: APP, config, rootfs })).toEqual([]);
  });

  it("ignores both where the program gains rights", () => {
    const app = capable(elf("usr/bin/app", { interpreter: LD, needed: ["liba.so.1"] }), "cap_net_raw+ep");
    const needed = [library("lib/ld-linux.so.3"), app, library("opt/lib/liba.so.1"), library("usr/lib/libpre.so.1")];
    const bound = mount(APP, { options: "ro,bind,nodev" }) + mount("/opt/lib", { type: "dir" }) + libraries("ld-linux", "libpre");
    const config = `<UserName>app</UserName>${variables("LD_LIBRARY_PATH=/opt/lib", "LD_PRELOAD=/usr/lib/libpre.so.1")}`;
    const found = (secure: boolean) =>
      messages(checkOf({ host: needed, exec: APP, config, rootfs: bound, options: { secure } }), "missing-library", "secure-environment");
    expect(found(false)).toEqual([]);
    expect(found(true)).toEqual([
      "missing-library: liba.so.1 is needed by usr/bin/app but not in the container (usr/bin/app gains rights when it is executed, so that LD_LIBRARY_PATH and its $ORIGIN do not count)",
      "secure-environment: usr/bin/app gains rights when it is executed (file capabilities, setuid or setgid): its loader ignores LD_PRELOAD, so that /usr/lib/libpre.so.1 is not loaded",
    ]);
  });
});
