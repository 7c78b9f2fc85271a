import { describe, expect, it } from "vitest";
import { judgeArchive, judgeRootfs } from "../../src/rootfs/judge-archive.ts";
import { noted } from "../support/produced-codes.ts";
import { archiveOf, rootfsOf } from "./rootfs-of.ts";

const judged = (...paths: readonly string[]) =>
  noted(judgeArchive(archiveOf(paths.map((path) => ({ path }))).entries, "x.tar")).map(({ code, message }) => `${code}: ${message}`);

describe("judgeArchive", () => {
  it("refuses an archive without entries", () => {
    expect(judged()).toEqual(["empty-archive: the archive has no entries"]);
  });

  it.each([
    ["with a name", ["manifest.json", "repositories", "0a/", "0a/layer.tar"]],
    ["without one", [`${"0a".repeat(32)}.json`, "0a/layer.tar", "manifest.json"]],
  ])("refuses what docker save writes, %s", (_, paths) => {
    expect(judged(...paths)).toEqual([
      "image-archive: this is what docker save writes: it holds the layers of an image, not a file system",
    ]);
  });

  it.each([
    ["as others write it", ["blobs/", "index.json", "oci-layout"]],
    ["as docker save writes it from Docker 25 on", ["blobs/", "index.json", "manifest.json", "oci-layout"]],
  ])("refuses the tarball of an OCI image layout, %s", (_, paths) => {
    expect(judged(...paths)).toEqual([
      "image-archive: this is the tarball of an OCI image layout: it holds the layers of an image, not a file system",
    ]);
  });

  it.each([[["etc/", "manifest.json"]], [["container/", "index.json"]], [["srv/oci-layout", "srv/index.json"]]])("takes %j", (paths) => {
    expect(judged(...paths)).toEqual([]);
  });
});

describe("judgeRootfs", () => {
  const codesOf = (...paths: readonly string[]) => noted(judgeRootfs(rootfsOf(...paths.map((path) => ({ path }))))).map(({ code }) => code);

  it("refuses a rootfs below the one directory of its tarball, named by an entry or not", () => {
    const [found] = judgeRootfs(rootfsOf({ path: "rootfs/" }, { path: "rootfs/etc/" }, { path: "rootfs/usr/bin/sh" }));
    expect(found).toMatchObject({
      code: "nested-rootfs",
      message: "everything lies below rootfs/, which holds etc, usr: the device would have its rootfs there",
      help: "pack the rootfs from within: tar -C rootfs --xattrs --xattrs-include='*' -cf rootfs.tar .",
    });
    expect(codesOf("image-1.0/bin/sh", "image-1.0/lib/libc.so.6")).toEqual(["nested-rootfs"]);
    expect(codesOf("home/me/image/etc/passwd", "home/me/image/usr/bin/sh")).toEqual(["nested-rootfs"]);
  });

  it.each([
    [["usr/bin/", "usr/lib/", "usr/sbin/"]],
    [["rootfs/etc/", "etc/", "usr/"]],
    [["data/app/bin/"]],
    [["usr/etc/", "usr/bin/", "usr/lib/"]],
    [["usr/"]],
    [["etc/passwd"]],
    [["a/etc/"]],
  ])("takes %j", (paths) => {
    expect(codesOf(...paths)).toEqual([]);
  });
});
