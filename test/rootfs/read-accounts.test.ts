import { describe, expect, it } from "vitest";
import { readAccounts } from "../../src/rootfs/read-accounts.ts";
import { noted } from "../support/produced-codes.ts";
import { link, rootfsOf } from "./rootfs-of.ts";

const judged = (read: ReturnType<typeof readAccounts>): typeof read => ({ ...read, diagnostics: noted(read.diagnostics) });

const read = (passwd: string, group = "") =>
  judged(readAccounts(rootfsOf({ path: "etc/passwd", content: passwd }, { path: "etc/group", content: group })));

describe("readAccounts", () => {
  it("reads users and groups in the order of the files", () => {
    expect(read("root:x:0:0:root:/root:/bin/sh\ndbus:*:4294967294:81::/:\n", "dbus:x:81:\naudio:x:29:dbus, root,,wifi\n")).toEqual({
      value: {
        users: [
          { name: "root", password: "x", uid: 0, gid: 0, gecos: "root", home: "/root", shell: "/bin/sh" },
          { name: "dbus", password: "*", uid: 4294967294, gid: 81, gecos: "", home: "/", shell: "" },
        ],
        groups: [
          { name: "dbus", password: "x", gid: 81, members: [] },
          { name: "audio", password: "x", gid: 29, members: ["dbus", "root", "wifi"] },
        ],
      },
      diagnostics: [],
    });
  });

  it("passes over blank lines, comments and NIS lines", () => {
    const { value, diagnostics } = read("\n  \n# root\n+\n+nis::::::\n-bad\nroot:x:0:0::/root:/bin/sh", "+\n#\nroot:x:0:\n");
    expect(diagnostics).toEqual([]);
    expect(value.users.map((user) => user.name)).toEqual(["root"]);
    expect(value.groups.map((group) => group.name)).toEqual(["root"]);
  });

  it("takes the first of two users with one name", () => {
    expect(read("a:x:1:1:::\na:x:2:2:::\n").value.users).toMatchObject([{ name: "a", uid: 1 }]);
  });

  it("follows symlinks to the files and names the real one", () => {
    const rootfs = rootfsOf(link("etc/passwd", "/usr/etc/passwd"), { path: "usr/etc/passwd", content: "damaged\na:x:1:1:::\n" });
    const { value, diagnostics } = judged(readAccounts(rootfs));
    expect(value.users).toMatchObject([{ name: "a" }]);
    expect(diagnostics).toMatchObject([
      {
        code: "damaged-account-line",
        severity: "warning",
        location: { kind: "text", file: "rootfs.tar:usr/etc/passwd", line: 1, column: 1 },
      },
    ]);
  });

  it("has no users where there is no file", () => {
    expect(readAccounts(rootfsOf(link("etc/passwd", "nowhere"), { path: "etc/group/" }))).toEqual({
      value: { users: [], groups: [] },
      diagnostics: [],
    });
  });

  it.each([
    ["a:x:1:2", { gecos: "", home: "", shell: "" }, "a user has 7 fields, here are 4: glibc takes the line, musl passes over it"],
    ["a:x:1:2:A", { gecos: "A", home: "", shell: "" }, "a user has 7 fields, here are 5: glibc takes the line, musl passes over it"],
    ["a:x:1:2:A:/a", { gecos: "A", home: "/a", shell: "" }, "a user has 7 fields, here are 6: glibc takes the line, musl passes over it"],
    [
      "a:x:1:2:A:/a:/sh:b",
      { gecos: "A", home: "/a", shell: "/sh:b" },
      "a user has 7 fields, here are 8: what follows belongs to the last one",
    ],
  ])("takes the user %j as glibc does", (line, fields, message) => {
    const { value, diagnostics } = read(`${line}\n`);
    expect(value.users).toEqual([{ name: "a", password: "x", uid: 1, gid: 2, ...fields }]);
    expect(diagnostics).toMatchObject([{ code: "odd-account-line", severity: "warning", message, location: { line: 1 } }]);
  });

  it.each([
    ["a:x:1", [], "a group has 4 fields, here are 3: glibc takes the line, musl passes over it"],
    ["a:x:1:b:c,d", ["b:c", "d"], "a group has 4 fields, here are 5: what follows belongs to the last one"],
  ])("takes the group %j as glibc does", (line, members, message) => {
    const { value, diagnostics } = read("", `${line}\n`);
    expect(value.groups).toEqual([{ name: "a", password: "x", gid: 1, members }]);
    expect(diagnostics).toMatchObject([{ code: "odd-account-line", severity: "warning", message, location: { line: 1 } }]);
  });

  it.each(["a:x:1", ":x:1:1:::", "a:x:-1:1:::", "a:x:4294967295:1:::", "a:x:1:99999999999999999999:::", "a:x::1:::", "a:x:1:0x1:::", "a"])(
    "skips the damaged user %j",
    (line) => {
      const { value, diagnostics } = read(`b:x:1:1:::\n${line}\n`);
      expect(value.users.map((user) => user.name)).toEqual(["b"]);
      expect(diagnostics).toMatchObject([{ code: "damaged-account-line", location: { line: 2 } }]);
    },
  );

  it.each(["a:x", ":x:1:", "a:x:one:", "a:x:4294967295:"])("skips the damaged group %j", (line) => {
    const { value, diagnostics } = read("", `${line}\nb:x:1:\n`);
    expect(value.groups.map((group) => group.name)).toEqual(["b"]);
    expect(diagnostics).toMatchObject([{ code: "damaged-account-line", location: { file: "rootfs.tar:etc/group", line: 1 } }]);
  });
});
