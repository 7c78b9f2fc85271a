import { describe, expect, it } from "vitest";
import { writeLinkedElf } from "../support/linked-elf.ts";
import { type EntrySketch, link, rootfsOf } from "../rootfs/rootfs-of.ts";
import { type Executing, outcomes, startIn } from "./start-of.ts";

const LD = "/lib/ld-musl-x86_64.so.1";

const elf = (path: string, sketch: Partial<Parameters<typeof writeLinkedElf>[0]> = {}): EntrySketch => ({
  path,
  mode: 0o755,
  content: writeLinkedElf({ machine: "x86_64", ...sketch }),
});
const LOADER: EntrySketch = {
  path: "lib/ld-musl-x86_64.so.1",
  mode: 0o755,
  content: Buffer.concat([Buffer.from(elf("x", { soname: "libc.so" }).content ?? ""), Buffer.from("\0%.*s/etc/ld-musl-x86_64.path\0")]),
};
const library = (path: string, sketch: Parameters<typeof elf>[1] = {}): EntrySketch => elf(path, { soname: "other.so", ...sketch });
const path = (content: string): EntrySketch => ({ path: "etc/ld-musl-x86_64.path", content });

interface Situation extends Executing {
  readonly app: Parameters<typeof elf>[1];
  readonly host: readonly EntrySketch[];
}

const found = ({ app, host, ...executing }: Situation) =>
  outcomes(startIn(rootfsOf(LOADER, elf("usr/bin/app", { interpreter: LD, ...app }), ...host), "usr/bin/app", executing));

const app = { needed: ["liba.so"] };

describe("where musl searches", () => {
  it.each([
    ["lib", "lib/liba.so"],
    ["usr/local/lib", "usr/local/lib/liba.so"],
    ["usr/lib", "usr/lib/liba.so"],
    ["opt", "-"],
  ])("is /lib, /usr/local/lib and /usr/lib without a path file: %s", (directory, expected) =>
    expect(found({ app, host: [library(`${directory}/liba.so`)] })).toEqual({ "liba.so": expected }),
  );

  it("is what the path file names instead, one directory a line or between colons", () => {
    const host = [library("usr/lib/liba.so"), library("opt/b/liba.so")];
    expect(found({ app, host: [...host, path("/opt/a\n/opt/b\n")] })).toEqual({ "liba.so": "opt/b/liba.so" });
    expect(found({ app, host: [...host, path("/opt/a:/opt/b")] })).toEqual({ "liba.so": "opt/b/liba.so" });
    expect(found({ app, host: [...host, path("/opt/a")] })).toEqual({ "liba.so": "-" });
    expect(found({ app, host: [...host, path("")] })).toEqual({ "liba.so": "-" });
    expect(found({ app, host: [...host, { path: "etc/ld-musl-x86_64.path/" }] })).toEqual({ "liba.so": "-" });
    expect(found({ app, host: [...host, path("/opt/b")], mayRead: ({ path: each }) => !each.startsWith("etc/") })).toEqual({
      "liba.so": "-",
    });
  });

  it("begins with LD_LIBRARY_PATH, and goes on with the paths of all objects up to the program", () => {
    const host = [
      library("opt/env/liba.so"),
      library("opt/run/liba.so", { needed: ["libb.so"], runpath: "/none" }),
      library("opt/run/libb.so"),
    ];
    const run = { ...app, runpath: "/opt/run" };
    expect(found({ app: run, host, libraryPath: "/opt/env" })).toEqual({ "liba.so": "opt/env/liba.so" });
    expect(found({ app: run, host })).toEqual({ "liba.so": "opt/run/liba.so", "libb.so": "opt/run/libb.so" });
  });

  it("replaces $ORIGIN, and drops a path as a whole that holds another token or has no origin", () => {
    const host = [library("usr/lib/app/liba.so"), library("opt/liba.so")];
    const inherited = (runpath: string, how: Executing = {}) => found({ app: { ...app, runpath }, host, ...how })["liba.so"];
    expect(inherited("$ORIGIN/../lib/app")).toBe("usr/bin/../lib/app/liba.so");
    expect(inherited("/opt:$LIB")).toBe("-");
    expect(inherited("/opt:$ORIGIN", { hasProc: false })).toBe("-");
    expect(inherited("/opt:$ORIGIN", { isSecure: true })).toBe("-");
    expect(inherited("/opt", { isSecure: true })).toBe("opt/liba.so");
  });

  it("ignores LD_LIBRARY_PATH where the program gains rights", () =>
    expect(found({ app, host: [library("opt/liba.so")], libraryPath: "/opt", isSecure: true })).toEqual({ "liba.so": "-" }));
});

describe("what musl takes", () => {
  it("is the first file of the name, whatever it is", () => {
    const host = [elf("opt/liba.so", { machine: "aarch64" }), library("usr/lib/liba.so")];
    expect(found({ app, host, libraryPath: "/opt" })).toEqual({ "liba.so": "-" });
    expect(found({ app, host: [{ path: "opt/liba.so", content: "" }, library("usr/lib/liba.so")], libraryPath: "/opt" })).toEqual({
      "liba.so": "-",
    });
    expect(found({ app, host: [link("opt/liba.so", "gone"), library("usr/lib/liba.so")], libraryPath: "/opt" })).toEqual({
      "liba.so": "usr/lib/liba.so",
    });
  });

  it.each(["libc.so.6", "libpthread.so.0", "librt.so.1", "libm.so.6", "libdl.so.2", "libutil.so.1", "libxnet.so", "libc.musl-x86_64.so.1"])(
    "is the loader itself for %s",
    (name) => expect(found({ app: { needed: [name] }, host: [] })).toEqual({ [name]: "lib/ld-musl-x86_64.so.1" }),
  );
  it.each(["libmath.so", "libcrypt.so.1", "libresolv.so.2"])("is not the loader for %s", (name) =>
    expect(found({ app: { needed: [name] }, host: [] })).toEqual({ [name]: "-" }),
  );

  it("does not look at DT_SONAME", () => {
    const host = [library("usr/lib/liba.so", { soname: "libb.so" })];
    expect(found({ app: { needed: ["liba.so", "libb.so"] }, host })).toEqual({ "liba.so": "usr/lib/liba.so", "libb.so": "-" });
  });
});

describe("a loader that is not known", () => {
  it("finds a name wherever a file of the container has it", () => {
    const unknown = (host: readonly EntrySketch[]) =>
      outcomes(startIn(rootfsOf(elf("bin/app", { interpreter: "ld-uClibc.so.0", ...app }), ...host), "bin/app"));
    expect(unknown([library("usr/lib/liba.so")])).toEqual({ "liba.so": "usr/lib/liba.so" });
    expect(unknown([library("opt/far/away/liba.so")])).toEqual({ "liba.so": "?" });
    expect(unknown([])).toEqual({ "liba.so": "-" });
    expect(unknown([elf("opt/liba.so", { machine: "aarch64" })])).toEqual({ "liba.so": "?" });
  });
});

describe("what musl loaded by its path", () => {
  const host = (target: string) => [
    library("two/liba.so", { needed: ["libb.so"] }),
    library("one/liba.so"),
    library("one/libb.so", { needed: ["libd.so", "liba.so"] }),
    link("one/libd.so", target),
  ];
  const program = { needed: ["/two/liba.so"], rpath: "/one" };

  it("serves under its own name once a search has found the same file, whatever name that was for", () => {
    expect(found({ app: program, host: host("/two/liba.so") })).toEqual({
      "/two/liba.so": "two/liba.so",
      "libb.so": "one/libb.so",
      "libd.so": "one/libd.so",
      "liba.so": "two/liba.so",
    });
  });

  it("serves under no name before", () => {
    const others = [...host("/two/libe.so"), library("two/libe.so")];
    expect(found({ app: program, host: others })).toMatchObject({ "liba.so": "one/liba.so" });
  });
});
