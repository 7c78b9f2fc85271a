import { describe, expect, it } from "vitest";
import { lookup } from "../../src/rootfs/lookup.ts";
import { link, rootfsOf } from "./rootfs-of.ts";

const rootfs = rootfsOf(
  { path: "usr/lib/libz.so.1.2", content: "z" },
  link("usr/lib/libz.so.1", "libz.so.1.2"),
  link("lib", "usr/lib"),
  link("abs", "/usr/lib/libz.so.1"),
  link("out", "../../../usr"),
  link("etc/resolv.conf", "/run/x/./../resolv.conf"),
  { path: "run/" },
  link("loop-a", "loop-b"),
  link("loop-b", "/loop-a/"),
  link("self/me", "../self/me"),
  link("to-dir", "usr/lib/"),
  { path: "file", content: "" },
  link("file-as-dir", "file/"),
);

const pathOf = (path: string, followLast = true) => {
  const found = lookup(rootfs, path, { followLast });
  return found.kind === "found" ? found.node.path : found;
};

describe("lookup", () => {
  it.each([
    ["/usr/lib/libz.so.1", "usr/lib/libz.so.1.2"],
    ["usr/lib/libz.so.1", "usr/lib/libz.so.1.2"],
    ["lib/libz.so.1", "usr/lib/libz.so.1.2"],
    ["/lib/", "usr/lib"],
    ["//lib//./", "usr/lib"],
    ["/abs", "usr/lib/libz.so.1.2"],
    ["/out/lib", "usr/lib"],
    ["/to-dir/libz.so.1", "usr/lib/libz.so.1.2"],
    ["/lib/..", "usr"],
    ["/../../usr", "usr"],
    ["/", ""],
    ["", ""],
    ["..", ""],
  ])("finds %j at %j", (path, real) => {
    expect(pathOf(path)).toBe(real);
  });

  it("leaves the last symlink alone where asked, unless a slash follows it", () => {
    expect(pathOf("/lib/libz.so.1", false)).toBe("usr/lib/libz.so.1");
    expect(pathOf("/lib", false)).toBe("lib");
    expect(pathOf("/lib/", false)).toBe("usr/lib");
    expect(pathOf("loop-a", false)).toBe("loop-a");
  });

  it.each([
    ["/lib/nothing/below", "usr/lib/nothing/below"],
    ["/lib/nothing/../../../../x", "x"],
    ["/etc/resolv.conf", "run/resolv.conf"],
    ["/file/below", "file/below"],
    ["/file/", "file"],
    ["/file/..", ""],
    ["/file-as-dir", "file"],
    ["/lib/libz.so.1/x", "usr/lib/libz.so.1.2/x"],
  ])("misses %j as %j", (path, missing) => {
    expect(pathOf(path)).toEqual({ kind: "missing", path: missing });
  });

  it("gives up loops", () => {
    expect(pathOf("/loop-a")).toMatchObject({ kind: "loop", path: expect.stringMatching(/^loop-[ab]$/) });
    expect(pathOf("/self/me/x")).toEqual({ kind: "loop", path: "self/me" });
  });

  it("follows 40 links in a row, but not 41", () => {
    const chain = (length: number) =>
      rootfsOf({ path: "n0", content: "" }, ...Array.from({ length }, (_, n) => link(`n${n + 1}`, `n${n}`)));
    expect(lookup(chain(40), "n40")).toMatchObject({ kind: "found", node: { path: "n0" } });
    expect(lookup(chain(41), "n41")).toEqual({ kind: "loop", path: "n1" });
  });
});

describe("namesIn", () => {
  it("lists names in the order of their UTF-8 bytes", () => {
    const names = ["b", "a.b", "a", "a-b", "Z", "é", "\u{10000}", "\uffee"];
    const other = rootfsOf(...names.map((name) => ({ path: `dir/${name}`, content: "" })), { path: "dir/a.d/x", content: "" });
    expect(other.nodes.namesIn("dir")).toEqual(["Z", "a", "a-b", "a.b", "a.d", "b", "é", "\uffee", "\u{10000}"]);
    expect(other.nodes.namesIn("dir")).toHaveLength(9);
    expect(other.nodes.namesIn("")).toEqual(["dir"]);
    expect(other.nodes.namesIn("dir/a")).toEqual([]);
  });
});
