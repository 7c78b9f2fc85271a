import { describe, expect, it } from "vitest";
import type { NewEntry } from "../../src/tar/entry.ts";
import { encodeCapabilities } from "../../src/linux/capability-attribute.ts";
import { cli } from "../cli/device.ts";
import { archiveOf, directory, file, hardlink, symlink } from "../support/tar-entries.ts";

const diff = (before: readonly NewEntry[], after: readonly NewEntry[], line = "diff a.tar b.tar"): ReturnType<typeof cli> =>
  cli(line, { files: { "a.tar": archiveOf(before), "b.tar": archiveOf(after) } });

const CAPS = new Map([
  ["security.capability", encodeCapabilities({ names: ["net_raw"], effective: true, permitted: true, inheritable: false })],
]);

describe("diff", () => {
  it("says nothing of what is the same", async () => {
    const entries = [directory("a"), file("a/b", "text\n"), symlink("c", "a"), hardlink("d", "a/b")];
    expect(await diff(entries, entries)).toMatchObject({ code: 0, stdout: "", stderr: "" });
  });

  it("lists entries that were added or removed, in byte order", async () => {
    const { code, stdout } = await diff([directory("gone"), file("same", "")], [file("same", ""), file("gone.txt", "new")]);
    expect(code).toBe(1);
    expect(stdout).toBe("- drwxr-xr-x 0:0 0 gone/\n+ -rw-r--r-- 0:0 3 gone.txt\n");
  });

  it.each<[string, NewEntry, NewEntry, string]>([
    ["mode", file("f", "", { mode: 0o444 }), file("f", "", { mode: 0o4555 }), "~ f: mode 0444 -> 4555\n"],
    ["owner", directory("d", { uid: 1 }), directory("d", { gid: 5000000 }), "~ d/: owner 1:0 -> 0:5000000\n"],
    ["mtime", file("f", "", { mtime: 1 }), file("f", ""), "~ f: mtime 1 -> 0\n"],
    ["target", symlink("l", "a"), symlink("l", "b"), "~ l: target a -> b\n"],
    ["type", file("f", ""), symlink("f", "a"), "~ f: type file -> symlink, mode 0644 -> 0777, target none -> a\n"],
    ["capabilities", file("f", "", { xattrs: CAPS }), file("f", ""), "~ f: caps cap_net_raw=ep -> none\n"],
    [
      "xattrs",
      file("f", ""),
      file("f", "", { xattrs: new Map([["user.a", Buffer.from([0, 255])]]) }),
      "~ f: xattrs none -> user.a=0x00ff\n",
    ],
    ["binary content", file("f", "\0a"), file("f", "\0b"), "~ f: content\n"],
    ["target, with control characters", symlink("l", "a"), symlink("l", "a\u202e"), "~ l: target a -> a\\u{202e}\n"],
  ])("tells of another %s", async (_, before, after, stdout) => {
    expect(await diff([before], [after])).toMatchObject({ code: 1, stdout });
  });

  it("finds no lines in an empty file, and counts as diff(1) does", async () => {
    const { stdout } = await diff([file("f", ""), file("g", "a\nb\n")], [file("f", "a\n"), file("g", "")]);
    expect(stdout).toBe("~ f: content\n    @@ -0,0 +1,1 @@\n    +a\n~ g: content\n    @@ -1,2 +0,0 @@\n    -a\n    -b\n");
  });

  it("shows texts line by line, with the lines around", async () => {
    const lines = [..."abcdefghijklmnop"];
    const changed = lines.map((line) => (line === "h" ? "H" : line));
    const { stdout } = await diff([file("f", `${lines.join("\n")}\n`)], [file("f", changed.join("\n"))]);
    expect(stdout).toBe(`~ f: content
    @@ -5,7 +5,7 @@
     e
     f
     g
    -h
    +H
     i
     j
     k
    @@ -13,4 +13,4 @@
     m
     n
     o
    -p
    +p
    \\ No newline at end of file
`);
  });

  it("prints JSON", async () => {
    const { stdout } = await diff([file("a", "one\n"), file("b", "")], [file("a", "two\n"), file("c", "")], "diff --json a.tar b.tar");
    expect(JSON.parse(stdout)).toMatchObject({
      differences: [
        {
          kind: "changed",
          path: "a",
          before: { path: "a", type: "file", mode: "0644", size: 4 },
          changes: [{ what: "content", before: expect.stringMatching(/^sha256:/) }],
          hunks: [{ before: 1, after: 1, lines: ["-one\n", "+two\n"] }],
        },
        { kind: "removed", path: "b", before: { path: "b" } },
        { kind: "added", path: "c", after: { path: "c" } },
      ],
    });
  });

  it("does not compare what it can't read", async () => {
    const { code, stdout, stderr } = await cli("diff rootfs.tar noise.tar");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("noise.tar: byte 0: error[not-a-tar]");
  });
});
