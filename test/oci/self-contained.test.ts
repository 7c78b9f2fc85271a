import { describe, expect, it } from "vitest";
import { architectureOf } from "../../src/oci/architecture.ts";
import { selfContained } from "../../src/oci/self-contained.ts";
import { buildHostRootfs } from "../../src/rootfs/build-host-rootfs.ts";
import type { HostRootfs } from "../../src/rootfs/host-rootfs.ts";
import { readContent } from "../../src/bytes/content.ts";
import type { NewEntry } from "../../src/tar/entry.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import { memorySource } from "../support/memory-host.ts";
import { directory, file, hardlink } from "../support/tar-entries.ts";
import { manifestTarball } from "../support/manifest-tarball.ts";

const rootfsOf = (manifest: string): HostRootfs => {
  const source = memorySource(manifestTarball(manifest));
  return buildHostRootfs(readArchive(source, "host").value, source, "host").value;
};

const HOST = rootfsOf(`dir /lib 0750
file /lib/a 0755 1:2 <<END
text
END
hardlink /lib/b /lib/a
dir /opt
hardlink /opt/c /lib/a
file /lib/other
`);

const listing = (entries: readonly NewEntry[]): readonly string[] =>
  entries.map(({ path, type, target }) => [path, type, target].join(" ").trim());

describe("a layer for itself", () => {
  it("carries the target of a hard link ahead of it, with all names that the host's file has, and their directories", () => {
    const entries = selfContained([directory("container"), hardlink("container/l", "lib/b")], HOST);
    expect(listing(entries)).toEqual([
      "container directory",
      "lib directory",
      "lib/b file",
      "opt directory",
      "container/l hardlink lib/b",
      "lib/a hardlink lib/b",
      "opt/c hardlink lib/b",
    ]);
    const carried = entries.find(({ path }) => path === "lib/b");
    expect(carried).toMatchObject({ mode: 0o755, uid: 1, gid: 2 });
    expect(Buffer.from(readContent(carried?.content ?? new Uint8Array())).toString()).toBe("text\n");
    expect(entries.find(({ path }) => path === "lib")?.mode).toBe(0o750);
  });

  it("carries two targets of one file once, and no link goes to a later one", () => {
    const entries = selfContained([hardlink("k", "lib/b"), hardlink("l", "lib/a")], HOST);
    expect(listing(entries).filter((line) => / (file|hardlink) ?/.test(line))).toEqual([
      "lib/b file",
      "k hardlink lib/b",
      "l hardlink lib/b",
      "lib/a hardlink lib/b",
      "opt/c hardlink lib/b",
    ]);
  });

  it.each([".wh.opt", "opt/.wh.c"])("leaves names out that %s removes", (whiteout) => {
    const names = selfContained([file(whiteout, ""), hardlink("l", "lib/a")], HOST).map(({ path }) => path);
    expect(names).not.toContain("opt/c");
    expect(names).toContain("lib/b");
  });

  it("is the overlay itself where what is linked is in it, or nothing is", () => {
    const own = [directory("x"), file("x/f", "1"), hardlink("x/l", "x/f")];
    expect(selfContained(own, HOST)).toEqual(own);
  });
});

describe("the architecture of a rootfs", () => {
  it.each([
    ["arm", "arm"],
    ["aarch64", "arm64"],
    ["mips", "mips"],
    ["mipsel", "mipsle"],
    ["x86", "386"],
    ["x86_64", "amd64"],
  ])("%s is %s", (machine, architecture) => {
    expect(architectureOf(rootfsOf(`file /bin/script 0755 <<END\n#!/bin/sh\nEND\nelf /bin/sh machine=${machine}\n`))).toBe(architecture);
  });

  it("is unknown without a program", () => {
    expect(architectureOf(rootfsOf("file /a\n"))).toBe("unknown");
  });
});
