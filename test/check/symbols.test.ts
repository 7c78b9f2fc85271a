import { describe, expect, it } from "vitest";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { type LinkedElfSketch, writeLinkedElf } from "../support/linked-elf.ts";
import { type CheckSketch, checkOf, LD, libraries, library, messages, mount } from "./check-of.ts";

type Sketch = Omit<LinkedElfSketch, "machine">;

const linked = (path: string, sketch: Sketch): EntrySketch => ({
  path,
  mode: 0o755,
  content: writeLinkedElf({ machine: "arm", ...sketch }),
});

const app = (sketch: Sketch, path = "usr/bin/app"): EntrySketch => linked(path, { interpreter: LD, needed: ["libx.so.1"], ...sketch });

const libx = (sketch: Sketch): EntrySketch => linked("lib/libx.so.1", { soname: "libx.so.1", ...sketch });

const ROOTFS = mount("/usr/bin", { type: "dir" }) + libraries("ld-linux", "libx");

const found = (host: readonly EntrySketch[], more: Partial<CheckSketch> = {}): readonly string[] =>
  messages(
    checkOf({ host: [library("lib/ld-linux.so.3"), ...host], rootfs: ROOTFS, exec: "/usr/bin/app", ...more }),
    "missing-symbol-version",
    "undefined-symbol",
  );

const RUN = { name: "run", version: "X_2", file: "libx.so.1" };

describe("missing-symbol-version", () => {
  const old = libx({ defines: [{ name: "run", version: "X_1" }] });
  const lacking = "missing-symbol-version: lib/libx.so.1 does not have the version X_2, which usr/bin/app needs to start";

  it("is an error at what brings the library, and its symbols are not told of once more", () => {
    const diagnostics = checkOf({ host: [library("lib/ld-linux.so.3"), app({ wants: [RUN] }), old], rootfs: ROOTFS, exec: "/usr/bin/app" });
    expect(diagnostics.filter(({ code }) => code === "missing-symbol-version")).toMatchObject([
      { severity: "error", location: { file: "0.xml", line: 7 }, help: expect.stringContaining("build usr/bin/app for this library") },
    ]);
    expect(messages(diagnostics, "missing-symbol-version", "undefined-symbol")).toEqual([lacking]);
  });

  it("is told once for all programs", () => {
    const others = ["usr/bin/b", "usr/bin/c"].map((path) => app({ wants: [RUN], bindsNow: path === "usr/bin/c" }, path));
    expect(found([app({ wants: [RUN] }), old, ...others.slice(0, 1)])).toEqual([`${lacking}; 1 more file needs it`]);
    expect(found([app({ wants: [RUN] }), old, ...others])).toEqual([`${lacking}; 2 more files need it`]);
  });

  it("is not asked of weak versions, of libraries without any, of modules, and with musl", () => {
    expect(found([app({ wants: [{ ...RUN, isWeak: true }] }), old])).toEqual([]);
    expect(found([app({ wants: [RUN] }), libx({ defines: [{ name: "run" }] })])).toEqual([]);
    const module = linked("usr/bin/module.so", { needed: ["libx.so.1"], wants: [RUN] });
    expect(found([app({}), old, module])).toEqual([]);
    const musl = "/lib/ld-musl-armhf.so.1";
    const rootfs = mount("/usr/bin", { type: "dir" }) + libraries("ld-musl-armhf", "libx");
    expect(found([library("lib/ld-musl-armhf.so.1"), app({ wants: [RUN], interpreter: musl }), old], { rootfs })).toEqual([]);
  });
});

describe("undefined-symbol", () => {
  it("is an error for what is bound at start, a warning for a call that is bound when it comes", () => {
    const host = (sketch: Sketch) => [library("lib/ld-linux.so.3"), app(sketch), libx({})];
    const severities = (sketch: Sketch, config = "") =>
      checkOf({ host: host(sketch), rootfs: ROOTFS, exec: "/usr/bin/app", config })
        .filter(({ code }) => code === "undefined-symbol")
        .map(({ severity }) => severity);
    expect(severities({ wants: [{ name: "run" }] })).toEqual(["warning"]);
    expect(severities({ wants: [{ name: "run" }], bindsNow: true })).toEqual(["error"]);
    expect(severities({ wants: [{ name: "run" }] }, "<Environment><Variable>LD_BIND_NOW=1</Variable></Environment>")).toEqual(["error"]);
    expect(severities({ wants: [{ name: "value", by: "data" }, { name: "run" }] })).toEqual(["error", "warning"]);
  });

  it("names who wants what, and no more than some", () => {
    const wants = ["a", "b", "c", "d", "e"].map((name) => ({ name }));
    expect(found([app({ wants: wants.slice(0, 1) }), libx({})])).toEqual([
      "undefined-symbol: usr/bin/app wants a, which nothing has that usr/bin/app loads: it ends when it calls that",
    ]);
    expect(found([app({}), libx({ wants: [...wants, RUN].slice(0, 5) })])).toEqual([
      "undefined-symbol: lib/libx.so.1 wants a, b, c and 2 more symbols, which nothing has that usr/bin/app loads: it ends when it calls that",
    ]);
  });

  it("is told once of a library that many programs load, and not of what a program gives to its library", () => {
    const wanting = libx({ wants: [{ name: "run" }] });
    expect(found([app({}), app({}, "usr/bin/b"), wanting])).toHaveLength(1);
    expect(found([app({ defines: [{ name: "run" }] }), wanting])).toEqual([]);
  });

  it("is not asked of plugins, of weak symbols, and where a library is missing or declared Unused", () => {
    expect(found([app({}), libx({}), linked("usr/bin/module.so", { wants: [{ name: "run", by: "data" }] })])).toEqual([]);
    expect(found([app({ wants: [{ name: "run", by: "data", isWeak: true }] }), libx({})])).toEqual([]);
    expect(found([app({ wants: [{ name: "run" }], needed: ["libx.so.1", "liby.so.1"] }), libx({})])).toEqual([]);
    const unused = mount("/usr/bin", { type: "dir", more: "<Unused>/usr/bin/app</Unused>" }) + libraries("ld-linux", "libx");
    expect(found([app({ wants: [{ name: "run" }] }), libx({})], { rootfs: unused })).toEqual([]);
  });
});
