import { describe, expect, it } from "vitest";
import { buildHostRootfs } from "../../src/rootfs/build-host-rootfs.ts";
import { readHostFile, readHostRange } from "../../src/rootfs/read-file.ts";
import { archiveOf, type EntrySketch, hardLink, link, rootfsOf } from "./rootfs-of.ts";

const diagnosticsOf = (...sketches: readonly EntrySketch[]) => {
  const { entries, source } = archiveOf(sketches);
  return buildHostRootfs(entries, source, "rootfs.tar").diagnostics;
};

describe("buildHostRootfs", () => {
  it("lets the last of several entries stand", () => {
    const rootfs = rootfsOf({ path: "a", content: "first" }, { path: "a", content: "second", mode: 0o600 });
    const node = rootfs.nodes.get("a") ?? expect.unreachable();
    expect(node.mode).toBe(0o600);
    expect(Buffer.from(readHostFile(rootfs, node)).toString()).toBe("second");
  });

  it("makes the directories that no entry names, but leaves those that come late as they are", () => {
    const rootfs = rootfsOf({ path: "usr/lib/x", content: "x" }, { path: "usr/", mode: 0o700, uid: 5 });
    expect(rootfs.nodes.get("usr")).toMatchObject({ type: "directory", mode: 0o700, uid: 5, mtime: 1 });
    expect(rootfs.nodes.get("usr/lib")).toMatchObject({ type: "directory", mode: 0o755, uid: 0, gid: 0, mtime: 0 });
    expect(rootfs.nodes.get("")).toMatchObject({ type: "directory", mode: 0o755, path: "" });
  });

  it("gives the names of a hard link chain one inode", () => {
    const rootfs = rootfsOf(
      { path: "a", content: "data", mode: 0o4755, uid: 7 },
      { ...hardLink("b", "a"), mode: 0o777 },
      hardLink("c", "b"),
      { path: "other", content: "data" },
    );
    const [a, b, c, other] = ["a", "b", "c", "other"].map((path) => rootfs.nodes.get(path));
    expect(b).toMatchObject({ path: "b", type: "file", mode: 0o4755, uid: 7, size: 4 });
    expect(c?.contentOffset).toBe(a?.contentOffset);
    expect(other?.contentOffset).not.toBe(a?.contentOffset);
  });

  it("keeps a link's inode when its target's name is given to something else later", () => {
    const rootfs = rootfsOf({ path: "a", content: "old" }, hardLink("b", "a"), { path: "a", content: "new!" });
    const node = rootfs.nodes.get("b") ?? expect.unreachable();
    expect(Buffer.from(readHostFile(rootfs, node)).toString()).toBe("old");
  });

  it("reads a range, cut off at the file's end", () => {
    const rootfs = rootfsOf({ path: "a", content: "0123456789" }, { path: "b", content: "behind" });
    const node = rootfs.nodes.get("a") ?? expect.unreachable();
    expect(Buffer.from(readHostRange(rootfs, node, 2, 3)).toString()).toBe("234");
    expect(Buffer.from(readHostRange(rootfs, node, 8, 100)).toString()).toBe("89");
    expect(readHostRange(rootfs, node, 50, 1)).toHaveLength(0);
  });

  it("reports hard links to nothing, to what comes later and to directories", () => {
    expect(diagnosticsOf(hardLink("b", "a"), { path: "a", content: "late" })).toMatchObject([
      {
        code: "hard-link-target",
        severity: "error",
        location: { kind: "bytes", file: "rootfs.tar", offset: 0 },
        message: expect.stringMatching(/\bb\b.*\ba\b/),
      },
    ]);
    expect(diagnosticsOf({ path: "dir/" }, hardLink("b", "dir"))).toMatchObject([
      { code: "hard-link-directory", location: { offset: 512 } },
    ]);
  });

  it("reports what lies below a symlink or a file once, naming both", () => {
    expect(
      diagnosticsOf({ path: "usr/bin/" }, link("bin", "usr/bin"), { path: "bin/sh", content: "" }, { path: "bin/x/y", content: "" }),
    ).toMatchObject([
      { code: "entry-below-non-directory", message: "bin/sh lies below bin, which is a symlink", location: { offset: 1024 } },
    ]);
    expect(diagnosticsOf({ path: "a/b/c", content: "" }, { path: "a", content: "" })).toMatchObject([
      { message: "a/b/c lies below a, which is a file" },
    ]);
    expect(diagnosticsOf({ path: "a", content: "" }, { path: "a/b", content: "" }, { path: "a/" })).toEqual([]);
  });

  it("reports names that would be whiteouts", () => {
    expect(diagnosticsOf({ path: "usr/.wh.x", content: "" })).toMatchObject([{ code: "reserved-name", severity: "error" }]);
    expect(diagnosticsOf({ path: ".wh.dir/x", content: "" })).toMatchObject([{ code: "reserved-name" }]);
    expect(diagnosticsOf({ path: "usr/x.wh.y", content: "" }, { path: ".whatever", content: "" })).toEqual([]);
  });
});
