import { describe, expect, it } from "vitest";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { checkOf, elf, messages, mount } from "./check-of.ts";

const HOST: readonly EntrySketch[] = [
  { path: "usr/share/x", content: "x" },
  { path: "usr/share/more/y", content: "y" },
  { path: "etc/conf", content: "c" },
  { path: "dev/" },
  { path: "proc/" },
];

const said = (code: string, rootfs: string, more: Partial<Parameters<typeof checkOf>[0]> = {}): readonly string[] =>
  messages(checkOf({ host: HOST, rootfs, ...more }), code);

const fileSystem = (fs: string, source: string): string => mount(source, { type: "dir", fs, options: "ro", to: "mnt" });

describe("the kind of a mount", () => {
  it.each([
    ["tmpf", "tmpfs", ["unknown-file-system: mnt: no kernel has a file system tmpf: LXC will not start the container"]],
    ["auto", "/dev/sda1", ["unknown-file-system: mnt: no kernel has a file system auto: LXC will not start the container"]],
    ["procfs", "proc", ["unknown-file-system: mnt: no kernel has a file system procfs: LXC will not start the container"]],
    ["fuse.sshfs", "x", []],
    ["ofTheVendor", "x", []],
    ["yaffs2", "/dev/mtd0", []],
    ["overlayfs", "x", ["unknown-file-system: mnt: no kernel has a file system overlayfs: LXC will not start the container"]],
  ])("%s is a name of a file system or resembles one", (fs, source, expected) => {
    expect(said("unknown-file-system", fileSystem(fs, source))).toEqual(expected);
  });

  it("is overlayfs, which kernels had when LXC 2.0 was new", () => {
    expect(said("unknown-file-system", fileSystem("overlayfs", "x"), { options: { dialect: "2.0", cgroup: "v1" } })).toEqual([]);
  });

  it.each([
    [
      "ext4",
      "/etc/conf",
      ["source-not-device: mnt: ext4 is mounted from a block device, and /etc/conf is a file: LXC will not start the container"],
    ],
    [
      "vfat",
      "/usr",
      ["source-not-device: mnt: vfat is mounted from a block device, and /usr is a directory: LXC will not start the container"],
    ],
    [
      "ext4",
      "UUID=01ab",
      [
        "source-not-device: mnt: ext4 is mounted from a block device, and UUID=01ab is a tag, which only mount(8) looks up: LXC will not start the container",
      ],
    ],
    ["ext4", "/dev/sda1", []],
    ["ext4", "dev/sda1", []],
    ["tmpfs", "/etc/conf", []],
  ])("%s is mounted from %s", (fs, source, expected) => {
    expect(said("source-not-device", fileSystem(fs, source))).toEqual(expected);
  });

  it.each([
    ["upperdir=/u,workdir=/w", "a lowerdir"],
    ["lowerdir=/l,upperdir=/u", "a workdir beside its upperdir"],
    ["lowerdir=/l", "an upperdir or a second lowerdir"],
    ["lowerdir=/l:/m", undefined],
    ["lowerdir=/l,upperdir=/u,workdir=/w", undefined],
    ["lowerdir+=/l", undefined],
  ])("is an overlay with %s", (options, lack) => {
    const overlay = mount("overlay", { type: "dir", fs: "overlay", options, to: "mnt" });
    expect(said("incomplete-overlay", overlay)).toEqual(
      lack === undefined ? [] : [`incomplete-overlay: mnt: an overlay needs ${lack}: LXC will not start the container`],
    );
  });

  it.each([
    ["lowerdir=/usr/share:/usr/nothing", ["lowerdir /usr/nothing is not in the host rootfs: LXC will not start the container"]],
    ["lowerdir=/usr/share:/etc/conf", ["lowerdir /etc/conf is a file, and no directory: LXC will not start the container"]],
    ["lowerdir=/usr/share:/run/later", []],
    ["lowerdir+=/usr/share,lowerdir+=/usr/shar", ["lowerdir+ /usr/shar is not in the host rootfs: LXC will not start the container"]],
    [
      "lowerdir=usr/share:/usr",
      [
        "lowerdir usr/share has no slash before it, so that the kernel looks for it where LXC is started: elsewhere than in / the mount fails",
      ],
    ],
    ["lowerdir=/usr/share,upperdir=/run/a/u,workdir=/run/a/w", []],
    ["lowerdir=/usr/share,upperdir=/container/APP/u,workdir=/container/APP/w", []],
    [
      "lowerdir=/usr/share,upperdir=/run/a,workdir=/run/a/work",
      ["upperdir /run/a and workdir /run/a/work lie in one another, which the kernel refuses: LXC will not start the container"],
    ],
    ["lowerdir=/usr/share\\:x:/usr", []],
  ])("has the directories of an overlay with %s", (options, expected) => {
    const found = said("overlay-directory", mount("overlay", { type: "dir", fs: "overlay", options, to: "mnt" }));
    expect(found).toEqual(expected.map((each) => `overlay-directory: mnt: ${each}`));
  });

  it("has the upperdir of an overlay where the device writes", () => {
    const overlay = (upper: string): string =>
      mount("overlay", { type: "dir", fs: "overlay", options: `lowerdir=/usr/share,upperdir=${upper},workdir=/run/w`, to: "mnt" });
    const readOnly = (upper: string): readonly string[] => said("overlay-directory", overlay(upper), { options: { readOnlyHost: true } });
    expect(readOnly("/usr/share/more")).toEqual([expect.stringContaining("lies in the host's read-only rootfs")]);
    expect(said("overlay-directory", overlay("/usr/share/more"))).toEqual([]);
    expect(readOnly("/run/up")).toEqual([]);
  });

  it("fits its mount point in another mount", () => {
    const share = mount("/usr/share", { type: "dir" });
    const on = (source: string, to: string, type = "file"): readonly string[] =>
      said("mount-point-type", share + mount(source, { type, to }));
    expect(on("/etc/conf", "usr/share/more")).toEqual([
      "mount-point-type: usr/share/more is a directory in the mount that it lies in, on which no file can be mounted: LXC will not start the container",
    ]);
    expect(on("/usr/share/more", "usr/share/x", "dir")).toEqual([expect.stringContaining("on which no directory can be mounted")]);
    expect(on("/etc/conf", "usr/share/x")).toEqual([]);
    expect(on("/dev/at-run-time", "usr/share/x", "dir")).toEqual([]);
  });

  it("shows the host's /dev over a fresh one, or its /proc", () => {
    const dev = mount("/dev", { type: "dir", options: "bind,nosuid" });
    expect(said("host-dev-bound", dev)).toHaveLength(1);
    expect(said("host-dev-bound", `${dev}<!---->`, { config: "" })).toHaveLength(1);
    expect(said("host-dev-bound", mount("/dev", { type: "dir", options: "bind,nosuid", to: "hostdev" }))).toEqual([]);
    expect(said("host-proc-bound", mount("/proc", { type: "dir", options: "bind", to: "hostproc" }))).toEqual([
      "host-proc-bound: hostproc shows the processes of the host, not those of the container: their numbers are of another name space",
    ]);
  });

  it("is made of its type by create=", () => {
    const tmpfs = mount("tmpfs", { type: "dir", fs: "tmpfs", options: "rw", to: "mnt" });
    const made = (rootfs: string): readonly string[] => said("created-type", rootfs);
    expect(made(tmpfs + mount("/etc/conf", { to: "mnt/x", options: "bind,create=dir" }))).toEqual([
      "created-type: mnt/x is made a directory by create=dir, and what is mounted is none: LXC will not start the container",
    ]);
    expect(made(tmpfs + mount("/usr/share", { to: "mnt/x", type: "dir", options: "bind,create=file" }))).toHaveLength(1);
    expect(made(tmpfs + mount("/usr/share", { to: "mnt/x", type: "dir", options: "bind,create=dir" }))).toEqual([]);
    expect(made(mount("/usr/share", { type: "dir", options: "bind,create=file" }))).toEqual([]);
    expect(made(mount("/dev/fb0", { type: "dev", options: "bind,create=dir", to: "dev/fb0" }))).toHaveLength(1);
    expect(made(mount("/dev/own", { type: "dev", options: "bind,create=dir", to: "dev/own" }))).toEqual([]);
  });

  it("is at a name without escapes", () => {
    expect(said("octal-escape", mount("/etc/conf", { to: "etc/a\\040b" }))).toEqual([
      "octal-escape: etc/a\\040b is mounted under a name with \\040 in it, as it stands",
    ]);
    expect(said("octal-escape", mount("/etc/conf", { to: "etc/a\\041b" }))).toEqual([]);
  });

  it("leaves a device usable", () => {
    const device = (options: string, type = "dev"): readonly string[] =>
      said("useless-device", mount("/dev/fb0", { type, options, to: "dev/fb0" }));
    expect(device("bind,nodev")).toEqual(["useless-device: dev/fb0 is a device, which nodev keeps every process from opening"]);
    expect(device("bind,nodev", "file")).toHaveLength(1);
    expect(device("bind")).toEqual([]);
    expect(said("useless-device", mount("/dev/own", { type: "dev", options: "bind,nodev" }))).toHaveLength(1);
    expect(said("useless-device", mount("/dev/snd", { type: "dir", options: "bind,nodev" }))).toEqual([
      "useless-device: dev/snd is a directory of devices, which nodev keeps every process from opening",
    ]);
    expect(said("useless-device", mount("/dev/disk", { type: "dir", options: "bind,nodev" }))).toEqual([]);
    expect(said("useless-device", mount("/dev/log", { options: "bind,nodev" }))).toEqual([]);
    expect(said("useless-device", mount("/dev/log", { type: "dev", options: "bind,nodev" }))).toEqual([]);
  });

  it("leaves a program its set-user-ID bit", () => {
    const suid = (mode: number, options: string, path = "usr/bin/app"): readonly string[] =>
      said("dead-setuid", mount(`/${path}`, { options }), {
        host: [...HOST, { ...elf(path), mode }],
        exec: `/${path}`,
        config: "<UserName>app</UserName>",
        options: { secure: true },
      });
    expect(suid(0o4755, "ro,bind,nosuid")).toEqual(["dead-setuid: usr/bin/app is setuid, which nosuid on its mount disables"]);
    expect(suid(0o6755, "ro,bind,nosuid")).toEqual([expect.stringContaining("is setuid and setgid")]);
    expect(suid(0o2745, "ro,bind,nosuid")).toEqual([]);
    expect(suid(0o4755, "ro,bind")).toEqual([]);
    expect(suid(0o4755, "ro,bind,nosuid", "usr/bin/busybox.suid")).toEqual([]);
  });
});
