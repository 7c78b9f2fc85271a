import { describe, expect, it } from "vitest";
import { ELF_MACHINES } from "../../src/manifest/elf-machines.ts";
import { writeLinkedElf } from "../support/linked-elf.ts";
import { type EntrySketch, link, rootfsOf } from "../rootfs/rootfs-of.ts";
import { cacheFile } from "./cache-file.ts";
import { type Executing, outcomes, startIn, startsIn } from "./start-of.ts";

const LD = "/lib64/ld-linux-x86-64.so.2";

/** What the loader's file tells: Debian's directories and release 2.36. */
const TOLD =
  "\0/lib/x86_64-linux-gnu/\0/usr/lib/x86_64-linux-gnu/\0/lib/\0/usr/lib/\0glibc-ld.so.cache1.1\0ld.so (GNU libc) stable release version 2.36.\n\0";

const elf = (path: string, sketch: Partial<Parameters<typeof writeLinkedElf>[0]> = {}): EntrySketch => ({
  path,
  mode: 0o755,
  content: writeLinkedElf({ machine: "x86_64", ...sketch }),
});
const library = (path: string, sketch: Parameters<typeof elf>[1] = {}): EntrySketch =>
  elf(path, { soname: path.replace(/.*\//, ""), ...sketch });
const loader = (told: string): EntrySketch => {
  const { path, content = "" } = library("lib64/ld-linux-x86-64.so.2");
  return { path, mode: 0o755, content: Buffer.concat([Buffer.from(content), Buffer.from(told)]) };
};
const program = (sketch: Parameters<typeof elf>[1]): EntrySketch => elf("usr/bin/app", { interpreter: LD, ...sketch });

interface Situation extends Executing {
  readonly app: Parameters<typeof elf>[1];
  readonly host: readonly EntrySketch[];
  readonly told?: string;
}

const found = ({ app, host, told = TOLD, ...executing }: Situation) =>
  outcomes(startIn(rootfsOf(loader(told), program(app), ...host), "usr/bin/app", executing));

describe("where glibc searches", () => {
  const everywhere = ["opt/rpath", "opt/env", "opt/runpath", "usr/lib", "lib/x86_64-linux-gnu"].map((each) => library(`${each}/liba.so`));
  const without = (...directories: readonly string[]) =>
    everywhere.filter(({ path }) => !directories.some((each) => path.startsWith(`${each}/`)));
  const app = { needed: ["liba.so"] };

  it("takes RPATH, LD_LIBRARY_PATH, RUNPATH, the cache and the built-in directories in this order", () => {
    const env = { libraryPath: "/opt/env" };
    expect(found({ app: { ...app, rpath: "/opt/rpath" }, host: everywhere, ...env })).toEqual({ "liba.so": "opt/rpath/liba.so" });
    const both = { ...app, rpath: "/opt/rpath", runpath: "/opt/runpath" };
    expect(found({ app: both, host: everywhere, ...env })).toEqual({ "liba.so": "opt/env/liba.so" });
    expect(found({ app: both, host: everywhere })).toEqual({ "liba.so": "opt/runpath/liba.so" });
    const cache = { path: "etc/ld.so.cache", content: cacheFile([{ name: "liba.so", path: "/usr/lib/liba.so" }]) };
    expect(found({ app, host: [...everywhere, cache] })).toEqual({ "liba.so": "usr/lib/liba.so" });
    expect(found({ app, host: everywhere })).toEqual({ "liba.so": "lib/x86_64-linux-gnu/liba.so" });
    expect(found({ app, host: without("usr", "lib") })).toEqual({ "liba.so": "-" });
  });

  it("takes only the directories that are built into its file, and usual ones where no file tells", () => {
    expect(found({ app, host: [library("lib64/liba.so")] })).toEqual({ "liba.so": "-" });
    expect(found({ app, host: [library("lib64/liba.so")], told: "" })).toEqual({ "liba.so": "lib64/liba.so" });
    const riscv = "\0/lib64/lp64d/\0/usr/lib64/lp64d/\0glibc-ld.so.cache1.1\0";
    expect(found({ app, host: [library("usr/lib64/lp64d/liba.so")], told: riscv })).toEqual({ "liba.so": "usr/lib64/lp64d/liba.so" });
  });

  it("takes no built-in directory for an object with DF_1_NODEFLIB, nor what the cache has in one", () => {
    const cache = cacheFile([
      { name: "liba.so", path: "/usr/lib/liba.so" },
      { name: "libb.so", path: "/opt/libb.so" },
    ]);
    const host = [...everywhere, library("opt/libb.so"), { path: "etc/ld.so.cache", content: cache }];
    const needy = { needed: ["liba.so", "libb.so"], ignoresDefaultDirectories: true };
    expect(found({ app: needy, host })).toEqual({ "liba.so": "-", "libb.so": "opt/libb.so" });
  });

  it("goes on where an entry of the cache is stale, and searches ld.so.conf where only the device has the cache", () => {
    const cache = { path: "etc/ld.so.cache", content: cacheFile([{ name: "liba.so", path: "/gone/liba.so" }]) };
    expect(found({ app, host: [cache, library("usr/lib/liba.so")] })).toEqual({ "liba.so": "usr/lib/liba.so" });
    const conf = { confDirectories: ["/opt/conf"] };
    const host = [library("opt/conf/liba.so"), { path: "etc/" }];
    expect(found({ app, host, ...conf })).toEqual({ "liba.so": "-" });
    expect(found({ app, host, ...conf, unknown: new Set(["etc/ld.so.cache"]) })).toEqual({ "liba.so": "opt/conf/liba.so" });
    expect(found({ app, host, ...conf, isCacheMade: true })).toEqual({ "liba.so": "opt/conf/liba.so" });
    expect(found({ app, host: [...host, cache], ...conf, isCacheMade: true })).toEqual({ "liba.so": "opt/conf/liba.so" });
  });

  it("begins relative paths and empty ones at the root, and takes an empty variable for none", () => {
    expect(found({ app, host: [library("opt/liba.so")], libraryPath: "opt" })).toEqual({ "liba.so": "opt/liba.so" });
    expect(found({ app, host: [library("liba.so")], libraryPath: "/x;" })).toEqual({ "liba.so": "liba.so" });
    expect(found({ app, host: [library("liba.so")], libraryPath: "" })).toEqual({ "liba.so": "-" });
  });
});

describe("tokens", () => {
  const beside = [library("usr/lib/app/liba.so")];

  it("are the directory of the object, if its process can learn it", () => {
    const app = { needed: ["liba.so"], runpath: "$ORIGIN/../lib/app" };
    expect(found({ app, host: beside })).toEqual({ "liba.so": "usr/bin/../lib/app/liba.so" });
    expect(found({ app, host: beside, hasProc: false })).toEqual({ "liba.so": "-" });
    const first = library("opt/liba.so", { needed: ["libb.so"], runpath: "${ORIGIN}" });
    const chain = [first, library("opt/libb.so")];
    expect(found({ app: { needed: ["liba.so"], runpath: "/opt" }, host: chain, hasProc: false })).toEqual({
      "liba.so": "opt/liba.so",
      "libb.so": "opt/libb.so",
    });
  });

  it("are what the loader was built with, and what a processor is called", () => {
    const needed = ["liba.so"];
    const lib = { app: { needed, runpath: "/usr/$LIB/app" }, host: [library("usr/lib/x86_64-linux-gnu/app/liba.so")] };
    expect(found(lib)).toEqual({ "liba.so": "usr/lib/x86_64-linux-gnu/app/liba.so" });
    const platform = { app: { needed, runpath: "/opt/${PLATFORM}" }, host: [library("opt/x86_64/liba.so")] };
    expect(found(platform)).toEqual({ "liba.so": "opt/x86_64/liba.so" });
    expect(found({ app: { needed, runpath: "/opt/$LIBRARY" }, host: [library("opt/$LIBRARY/liba.so")] })).toEqual({
      "liba.so": "opt/$LIBRARY/liba.so",
    });
  });

  it("stand in a need, too, but not where the program gains rights", () => {
    const app = { needed: ["$ORIGIN/../lib/app/liba.so"] };
    expect(Object.values(found({ app, host: beside }))).toEqual(["usr/bin/../lib/app/liba.so"]);
    expect(Object.values(found({ app, host: beside, isSecure: true }))).toEqual(["-"]);
  });
});

describe("a program that gains rights", () => {
  const secure = { isSecure: true };
  const app = { needed: ["liba.so"] };

  it("has no LD_LIBRARY_PATH and no LD_PRELOAD", () => {
    const host = [library("opt/liba.so"), library("usr/lib/libpre.so")];
    expect(found({ app, host, libraryPath: "/opt", ...secure })).toEqual({ "liba.so": "-" });
    const start = (isSecure: boolean) =>
      startIn(rootfsOf(loader(TOLD), program({}), ...host), "usr/bin/app", { preloads: ["/usr/lib/libpre.so"], isSecure });
    expect(start(false)[0]?.objects.map(({ path }) => path)).toEqual(["usr/bin/app", "usr/lib/libpre.so"]);
    expect(start(true)[0]?.objects.map(({ path }) => path)).toEqual(["usr/bin/app"]);
  });

  it.each([
    ["$ORIGIN/../lib/app", "usr/lib/app/liba.so", "usr/bin/../lib/app/liba.so"],
    ["$ORIGIN/../../opt", "opt/liba.so", "-"],
    ["/opt/$ORIGIN", "opt/usr/bin/liba.so", "-"],
    ["/opt", "opt/liba.so", "opt/liba.so"],
    ["/usr/$LIB/app", "usr/lib/app/liba.so", "usr/lib/app/liba.so"],
  ])("has %s only where it leads to a built-in directory or holds no $ORIGIN", (runpath, path, expected) => {
    expect(found({ app: { ...app, runpath }, host: [library(path)], ...secure })).toEqual({ "liba.so": expected });
  });
});

describe("/etc/ld.so.preload", () => {
  it("is loaded first, whatever rights the program has", () => {
    const host = [
      { path: "etc/ld.so.preload", content: "# all\n/opt/liba.so:libb.so # x\n" },
      library("opt/liba.so"),
      library("usr/lib/libb.so"),
    ];
    const loaded = (isSecure: boolean) =>
      startIn(rootfsOf(loader(TOLD), program({}), ...host), "usr/bin/app", { isSecure })[0]?.objects.map(({ path }) => path);
    expect(loaded(false)).toEqual(["usr/bin/app", "opt/liba.so", "usr/lib/libb.so"]);
    expect(loaded(true)).toEqual(loaded(false));
  });
});

describe("a file of the name", () => {
  const first = (entry: EntrySketch): Readonly<Record<string, string>> =>
    found({ app: { needed: ["liba.so"] }, host: [entry, library("usr/lib/liba.so")], libraryPath: "/first" });
  const there = { "liba.so": "usr/lib/liba.so" };
  const ends = { "liba.so": "-" };

  it.each<readonly [string, EntrySketch, object]>([
    ["another word size", elf("first/liba.so", { machine: "arm", soname: "liba.so" }), there],
    ["another machine", elf("first/liba.so", { machine: "aarch64", soname: "liba.so" }), there],
    ["no file", link("first/liba.so", "gone"), there],
    ["an empty file", { path: "first/liba.so", content: "" }, ends],
    ["a linker script", { path: "first/liba.so", content: "/* GNU ld script */ INPUT(libx.so)".repeat(9) }, ends],
    ["a directory", { path: "first/liba.so/" }, ends],
  ])("that is %s ends the search or not", (_, entry, expected) => expect(first(entry)).toEqual(expected));

  it("that the process may not read is passed over", () => {
    const host = [library("first/liba.so"), library("usr/lib/liba.so")];
    const app = { needed: ["liba.so"] };
    expect(found({ app, host, libraryPath: "/first", mayRead: ({ path }) => !path.startsWith("first/") })).toEqual(there);
    const [start] = startIn(rootfsOf(loader(TOLD), program(app), library("usr/lib/liba.so")), "usr/bin/app", { mayRead: () => false });
    expect(start?.needs[0]?.resolution).toEqual({
      kind: "missing",
      misfit: { path: "usr/lib/liba.so", elf: undefined, isDenied: true },
    });
  });
});

describe("programs of two ABIs of one machine", () => {
  const O32 = ELF_MACHINES["mips"] ?? expect.unreachable();
  const N32 = { ...O32, flags: 0x20 };

  it.each([
    ["old", O32, "new", N32],
    ["new", N32, "old", O32],
  ] as const)("each get the libraries of theirs, where the %s one is asked about first", (name, machine, other, otherMachine) => {
    const path = "/first:/second";
    const rootfs = rootfsOf(
      elf("lib/ld.so.1", { machine }),
      library("first/liba.so", { machine: O32 }),
      library("second/liba.so", { machine: N32 }),
      elf(name, { machine, interpreter: "/lib/ld.so.1", needed: ["liba.so"] }),
      elf(other, { machine: otherMachine, interpreter: "/lib/ld.so.1", needed: ["liba.so"] }),
    );
    const start = startsIn(rootfs, { libraryPath: path });
    const places = { old: { "liba.so": "first/liba.so" }, new: { "liba.so": "second/liba.so" } };
    for (const each of [name, other] as const) expect(outcomes(start(each))).toEqual(places[each]);
  });
});

describe("directories for certain processors", () => {
  const V2 = "usr/lib/glibc-hwcaps/x86-64-v2/liba.so";

  it("give each processor what is made for it, as glibc-hwcaps or as the older ones", () => {
    const host = [library(V2, { needed: ["libmore.so"] }), library("usr/lib/liba.so")];
    const starts = startIn(rootfsOf(loader(TOLD), program({ needed: ["liba.so"] }), ...host), "usr/bin/app");
    const loaded = new Set(starts.map(({ objects }) => objects.map(({ path }) => path).join(" ")));
    expect([...loaded]).toEqual([`usr/bin/app ${V2}`, "usr/bin/app usr/lib/liba.so"]);
    expect(outcomes(starts)).toEqual({ "liba.so": V2, "libmore.so": "-" });
    const older = [library("usr/lib/tls/liba.so"), library("usr/lib/liba.so")];
    expect(found({ app: { needed: ["liba.so"] }, host: older })).toEqual({ "liba.so": "usr/lib/tls/liba.so" });
    const newer = TOLD.replace("2.36", "2.37");
    expect(found({ app: { needed: ["liba.so"] }, host: older, told: newer })).toEqual({ "liba.so": "usr/lib/liba.so" });
  });

  it("leave open what older processors have, where only newer ones have the library", () => {
    const starts = startIn(rootfsOf(loader(TOLD), program({ needed: ["liba.so"] }), library(V2)), "usr/bin/app");
    expect(starts.map((start) => outcomes([start])["liba.so"])).toContain("?");
    expect(starts.map((start) => outcomes([start])["liba.so"])).not.toContain("-");
  });
});
