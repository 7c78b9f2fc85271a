import { describe, expect, test } from "vitest";
import { directory, file, hardlink, newEntry, symlink } from "../support/tar-entries.ts";
import { applied, diagnosticsOf, shown } from "./apply-of.ts";

const capability = new Map([["security.capability", Uint8Array.from([1, 0, 0, 2, 0x0a, 0x80])]]);

describe("entries", () => {
  test("the host alone: sorted, its metadata kept", () => {
    const host = [
      file("usr/bin/ping", "ping", { mode: 0o4755, uid: 1, gid: 2, mtime: 1600000000, xattrs: capability }),
      newEntry("dev/tty", "character", { devMajor: 5, devMinor: 1, mtime: 7 }),
      directory("usr/bin", { mtime: 3 }),
      directory("usr"),
      symlink("bin", "usr/bin"),
      directory("dev"),
    ];
    const entries = applied(host);
    expect(shown(entries)).toEqual(["bin -> usr/bin", "dev/", "dev/tty", "usr/", "usr/bin/", "usr/bin/ping : ping"]);
    expect(entries[5]).toMatchObject({ mode: 0o4755, uid: 1, gid: 2, mtime: 1600000000, xattrs: capability });
    expect(entries[1 + 1]).toMatchObject({ type: "character", devMajor: 5, devMinor: 1, mtime: 7 });
    expect(entries[4]).toMatchObject({ mtime: 3 });
  });

  test("the last of equal names counts", () => {
    expect(shown(applied([file("a", "1"), file("./a", "2")]))).toEqual(["a : 2"]);
    expect(shown(applied([file("a", "host")], [file("a", "1")], [file("a", "2")]))).toEqual(["a : 2"]);
  });

  test("directories merge and take the overlay's metadata", () => {
    const entries = applied(
      [directory("etc", { mtime: 5, xattrs: capability }), file("etc/a", "host")],
      [directory("etc", { mode: 0o700, mtime: 9 }), file("etc/b", "overlay")],
    );
    expect(shown(entries)).toEqual(["etc/", "etc/a : host", "etc/b : overlay"]);
    expect(entries[0]).toMatchObject({ mode: 0o700, mtime: 9, xattrs: new Map() });
  });

  test("directories that no entry names are root's, with mode 0755 and mtime 0; the root itself stays unnamed", () => {
    const entries = applied([file("a/b/c", "host")], [file("a/x/y", "overlay")]);
    expect(shown(entries)).toEqual(["a/", "a/b/", "a/b/c : host", "a/x/", "a/x/y : overlay"]);
    for (const entry of entries.filter(({ type }) => type === "directory"))
      expect(entry).toMatchObject({ mode: 0o755, uid: 0, gid: 0, mtime: 0 });
  });

  test("the root directory is an entry where an archive names it", () => {
    expect(applied([directory("", { mode: 0o700 }), file("!a", "")])).toMatchObject([{ path: "", mode: 0o700 }, { path: "!a" }]);
    expect(applied([directory("")], [directory("", { mode: 0o711 })])).toMatchObject([{ path: "", mode: 0o711 }]);
  });

  test("a symlink's mode is 0777", () => {
    expect(applied([{ ...symlink("a", "b"), mode: 0o755 }])).toMatchObject([{ mode: 0o777 }]);
  });

  test("an entry replaces one of another type, and a directory that is empty", () => {
    const host = [file("a", "host"), directory("b"), symlink("c", "x"), file("d", "host")];
    expect(shown(applied(host, [symlink("a", "x"), file("b", "overlay"), file("c", "overlay"), directory("d"), file("d/e", "")]))).toEqual([
      "a -> x",
      "b : overlay",
      "c : overlay",
      "d/",
      "d/e : ",
    ]);
  });
});

describe("whiteouts", () => {
  const host = [directory("etc"), file("etc/a", "1"), directory("etc/d"), file("etc/d/e", "2"), directory("etc/d/f"), file("etc/d.x", "3")];

  test("remove a file, a directory with all below it, a symlink but not its target", () => {
    expect(shown(applied(host, [file("etc/.wh.a", "")]))).toEqual(["etc/", "etc/d.x : 3", "etc/d/", "etc/d/e : 2", "etc/d/f/"]);
    expect(shown(applied(host, [file("etc/.wh.d", "")]))).toEqual(["etc/", "etc/a : 1", "etc/d.x : 3"]);
    expect(shown(applied([...host, symlink("link", "etc")], [file(".wh.link", "")]))).toHaveLength(host.length);
  });

  test("an opaque directory loses what it had, and keeps what its overlay gives", () => {
    const overlay = [directory("etc/d", { mtime: 4 }), file("etc/d/.wh..wh..opq", ""), file("etc/d/new", "4")];
    expect(shown(applied(host, overlay))).toEqual(["etc/", "etc/a : 1", "etc/d.x : 3", "etc/d/", "etc/d/new : 4"]);
    expect(shown(applied(host, overlay.toReversed()))).toEqual(["etc/", "etc/a : 1", "etc/d.x : 3", "etc/d/", "etc/d/new : 4"]);
    expect(shown(applied(host, [file(".wh..wh..opq", ""), file("x", "")]))).toEqual(["x : "]);
    expect(shown(applied(host, [file("new/.wh..wh..opq", "")]))).toHaveLength(host.length);
  });

  test("speak of what was there before their overlay, wherever they stand in it", () => {
    expect(shown(applied(host, [directory("etc/d"), file("etc/d/new", "4"), file("etc/.wh.d", "")]))).toEqual([
      "etc/",
      "etc/a : 1",
      "etc/d.x : 3",
      "etc/d/",
      "etc/d/new : 4",
    ]);
    expect(shown(applied([file("a", "1")], [file("a", "2"), file("b", "")], [file(".wh.a", "")]))).toEqual(["b : "]);
  });

  test("of nothing are warned about", () => {
    expect(diagnosticsOf(host, [file("etc/.wh.b", ""), file("no/.wh.where", "")])).toMatchObject([
      { code: "whiteout-of-nothing", severity: "warning", location: { file: "overlay-1.tar", offset: 0 } },
      { code: "whiteout-of-nothing", message: expect.stringContaining("no/where is to be removed") as string, location: { offset: 512 } },
    ]);
  });

  test.each([
    [directory("etc/.wh.a"), "it is a directory"],
    [hardlink("etc/.wh.a", "etc/a"), "it is a hardlink"],
    [file("etc/.wh.", ""), "it does not name a path to remove"],
    [file("etc/.wh..", ""), "it does not name a path to remove"],
    [file("etc/.wh...", ""), "it does not name a path to remove"],
    [file("etc/.wh..wh.plnk", ""), "it does not name a path to remove"],
    [file(".wh.etc/a", ""), "nothing can lie below a whiteout"],
    [symlink(".wh..wh..opq", "x"), "it is a symlink"],
  ])("that are none: $path", (entry, reason) => {
    expect(diagnosticsOf(host, [entry])).toMatchObject([{ code: "bad-whiteout", message: `whiteout ${entry.path}: ${reason}` }]);
  });

  test("below a symlink are not followed", () => {
    expect(diagnosticsOf([...host, symlink("link", "etc")], [file("link/.wh.a", "")])).toMatchObject([
      { code: "entry-below-non-directory", location: { file: "overlay-1.tar" } },
    ]);
  });
});

describe("hard links", () => {
  const group = [
    file("b", "text", { mtime: 5, mode: 0o600, xattrs: capability }),
    hardlink("c", "b"),
    hardlink("a", "c"),
    file("z", "other"),
  ];

  test("the first name in byte order carries the data, links come after everything and repeat the metadata", () => {
    const entries = applied(group);
    expect(shown(entries)).toEqual(["a : text", "z : other", "b = a", "c = a"]);
    for (const index of [0, 2, 3]) expect(entries[index]).toMatchObject({ mtime: 5, mode: 0o600, xattrs: capability });
    expect(entries[2]).toMatchObject({ size: 0 });
  });

  test("without its first name a group goes on", () => {
    expect(shown(applied(group, [file(".wh.a", "")]))).toEqual(["b : text", "z : other", "c = b"]);
    expect(shown(applied(group, [file(".wh.a", ""), file(".wh.b", "")]))).toEqual(["c : text", "z : other"]);
    expect(shown(applied(group, [file("a", "new")]))).toEqual(["a : new", "b : text", "z : other", "c = b"]);
    expect(shown(applied(group, [file("b", "new")]))).toEqual(["a : text", "b : new", "z : other", "c = a"]);
  });

  test("a link of an overlay is a name of the host's inode, whatever its entry says", () => {
    const entries = applied(group, [directory("lib"), { ...hardlink("lib/z", "z"), mode: 0o777, uid: 9 }]);
    expect(shown(entries)).toEqual(["a : text", "lib/", "lib/z : other", "b = a", "c = a", "z = lib/z"]);
    expect(entries[2]).toMatchObject({ mode: 0o644, uid: 0 });
  });

  test("a link is to what its target is at that point", () => {
    expect(shown(applied(group, [file("z", "new"), hardlink("y", "z")]))).toEqual(["a : text", "y : new", "b = a", "c = a", "z = y"]);
    expect(shown(applied(group, [hardlink("y", "z")], [file("z", "new")]))).toEqual(["a : text", "y : other", "z : new", "b = a", "c = a"]);
    expect(shown(applied([file("a", "1"), hardlink("b", "a"), file("a", "2")]))).toEqual(["a : 2", "b : 1"]);
  });

  test("a link to itself and a link to a symlink or device", () => {
    expect(shown(applied([file("a", "1")], [hardlink("a", "a")]))).toEqual(["a : 1"]);
    const entries = applied([symlink("s", "x"), newEntry("d", "block", { devMajor: 8 })], [hardlink("t", "s"), hardlink("e", "d")]);
    expect(shown(entries)).toEqual(["d", "s -> x", "e = d", "t = s"]);
    expect(entries[2]).toMatchObject({ devMajor: 0 });
  });

  test("to what is not there, or a directory", () => {
    expect(diagnosticsOf(group, [hardlink("y", "no")])).toMatchObject([
      { code: "overlay-link-target", message: expect.stringContaining("there is no no") as string },
    ]);
    expect(diagnosticsOf(group, [file(".wh.z", ""), hardlink("y", "z")])).toMatchObject([{ code: "overlay-link-target" }]);
    expect(diagnosticsOf([directory("d")], [hardlink("y", "d")])).toMatchObject([{ code: "hard-link-directory" }]);
  });
});

describe("what can't be", () => {
  test("a broken host is reported as the host's", () => {
    expect(diagnosticsOf([hardlink("a", "b"), symlink("s", "x"), file("s/a", ""), file(".wh.x", "")])).toMatchObject([
      { code: "hard-link-target", location: { file: "host.tar" } },
      { code: "reserved-name" },
      { code: "entry-below-non-directory" },
    ]);
  });

  test("an entry below a symlink or file", () => {
    const host = [symlink("bin", "usr/bin"), file("etc", "")];
    expect(diagnosticsOf(host, [file("bin/sh", ""), file("etc/a/b", "")])).toMatchObject([
      {
        code: "entry-below-non-directory",
        message: "bin/sh lies below bin, which is a symlink",
        location: { file: "overlay-1.tar", offset: 0 },
      },
      { code: "entry-below-non-directory", message: "etc/a/b lies below etc, which is a file" },
    ]);
  });

  test("a directory in place of a symlink", () => {
    expect(diagnosticsOf([symlink("bin", "usr/bin")], [directory("bin")])).toMatchObject([
      { code: "directory-over-symlink", message: "directory bin would replace a symlink to usr/bin" },
    ]);
    expect(shown(applied([symlink("bin", "usr/bin")], [file(".wh.bin", ""), directory("bin")]))).toEqual(["bin/"]);
  });

  test("something else in place of a directory that is not empty", () => {
    expect(diagnosticsOf([file("d/a", "")], [file("d", "")])).toMatchObject([
      { code: "entry-over-directory", message: "file d would replace a directory that is not empty" },
    ]);
    expect(diagnosticsOf([file("d/a", ""), file("f", "")], [hardlink("d", "f")])).toMatchObject([{ code: "entry-over-directory" }]);
    expect(shown(applied([file("d/a", "")], [file(".wh.d", ""), file("d", "new")]))).toEqual(["d : new"]);
  });
});
