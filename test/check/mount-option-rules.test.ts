import { describe, expect, it } from "vitest";
import { checkOf, mount } from "./check-of.ts";

const host = [{ path: "usr/share/x", content: "x" }];

/** What is said of the options of one entry. */
const said = (fs: string, options: string, more = {}) =>
  checkOf({ host, rootfs: mount(fs === "none" ? "/usr/share" : fs, { type: "dir", fs, options, to: "mnt" }), options: more })
    .filter(({ code }) => code.endsWith("-mount-option"))
    .map(({ code, severity, message, help }) => `${severity}[${code}] ${message}; ${help}`);

describe("an option of a mount", () => {
  it.each([
    ["none", "bind,nosudi", "warning[unknown-mount-option] mnt: a bind knows no option nosudi: it has no effect; did you mean nosuid?"],
    ["none", "bind,xyzzyx", "warning[unknown-mount-option] mnt: a bind knows no option xyzzyx: it has no effect; remove it"],
    [
      "none",
      "bind,nofail",
      "warning[unknown-mount-option] mnt: a bind knows no option nofail: it has no effect; write optional: nofail is a word of mount(8), which LXC does not know",
    ],
    [
      "none",
      "bind,robindnosuid",
      "warning[unknown-mount-option] mnt: robindnosuid is no option of a mount: LXC 5.0 takes it for ro; separate the options by commas: ro,bind,nosuid",
    ],
    [
      "none",
      "bind,noexecs",
      "warning[unknown-mount-option] mnt: noexecs is no option of a mount: LXC 5.0 takes it for noexec; did you mean noexec?",
    ],
    [
      "none",
      "bind,hidepid=2",
      "warning[unknown-mount-option] mnt: a bind knows no option hidepid=2: it has no effect; remove it: it is an option of proc",
    ],
    [
      "none",
      "bind,create=fil",
      "warning[unknown-mount-option] mnt: create=fil is no option of LXC: it has no effect; did you mean create=file?",
    ],
    [
      "tmpfs",
      "szie=1m",
      "error[unknown-mount-option] mnt: tmpfs knows no option szie=1m: LXC will not start the container; did you mean size=1m?",
    ],
    ["tmpfs", "size", "warning[unknown-mount-option] mnt: tmpfs knows no option size: it has no effect; did you mean size=…?"],
    [
      "tmpfs",
      "hidepid=2",
      "error[unknown-mount-option] mnt: tmpfs knows no option hidepid=2: LXC will not start the container; remove it: it is an option of proc",
    ],
    ["tmpfs", "noswap", undefined],
    ["devpts", "newinstance", undefined],
    [
      "tmpfs",
      "newinstance",
      "warning[unknown-mount-option] mnt: tmpfs knows no option newinstance: it has no effect; remove it: it is an option of devpts",
    ],
    [
      "tmpfs",
      "size=10MB",
      "error[bad-mount-option] mnt: tmpfs refuses size=10MB: LXC will not start the container; write size=10M: its value is a number, with one of the letters k, m, g behind it for more, or % for a share of the memory",
    ],
    [
      "tmpfs",
      "uid=app",
      "error[bad-mount-option] mnt: tmpfs refuses uid=app: LXC will not start the container; write uid=100: its value is a number: the kernel knows no names",
    ],
    [
      "tmpfs",
      "gid=none",
      "error[bad-mount-option] mnt: tmpfs refuses gid=none: LXC will not start the container; its value is a number: the kernel knows no names",
    ],
    [
      "tmpfs",
      "mode=9",
      "error[bad-mount-option] mnt: tmpfs refuses mode=9: LXC will not start the container; its value is an octal number like 0755",
    ],
    [
      "tmpfs",
      "mode=9,optional",
      "warning[bad-mount-option] mnt: tmpfs refuses mode=9: the entry is left out; its value is an octal number like 0755",
    ],
    ["tmpfs", "x=1,optional", "warning[unknown-mount-option] mnt: tmpfs knows no option x=1: the entry is left out; remove it"],
    [
      "ramfs",
      "size=1m",
      "warning[unknown-mount-option] mnt: ramfs knows no option size=1m: it has no effect; remove it: it is an option of tmpfs",
    ],
    ["ext4", "nosiud", undefined],
    ["tmpfs", "rw,ro", "warning[repeated-mount-option] mnt: of rw and ro the last one counts; remove rw, or ro if that one is not meant"],
    [
      "tmpfs",
      "size=1,size=2,size=1",
      "warning[repeated-mount-option] mnt: of size=2 and size=1 the last one counts; remove size=2, or size=1 if that one is not meant",
    ],
  ])("of a %s with %s", (fs, options, expected) => {
    expect(said(fs, options)).toEqual(expected === undefined ? [] : [expected]);
  });

  it("goes to the file system with LXC before 4.0, to be refused", () => {
    expect(said("tmpfs", "noswap", { dialect: "3.0" })).toEqual([]);
    expect(said("tmpfs", "auto", { dialect: "3.0" })).toEqual([
      "error[unknown-mount-option] mnt: tmpfs knows no option auto: LXC will not start the container; remove it",
    ]);
    expect(said("tmpfs", "auto", { dialect: "4.0" })).toEqual([]);
    expect(said("ramfs", "auto", { dialect: "3.0" })).toHaveLength(1);
  });
});
