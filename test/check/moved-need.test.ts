import { describe, expect, it } from "vitest";
import type { Options } from "../../src/model/options.ts";
import { type EntrySketch, link } from "../rootfs/rootfs-of.ts";
import { checkOf, LD, library, messages, program } from "./check-of.ts";

/** What a device has, merged /usr and BusyBox aside. */
const HOST: readonly EntrySketch[] = [
  program("usr/bin/lxc-execute", "liblxc.so.1"),
  program("bin/dash", "libc.so.6"),
  link("bin/sh", "dash"),
  { path: "bin/rm", content: "x" },
  { path: "usr/bin/rm", content: "x" },
  { path: "bin/usleep", content: "x" },
  { path: "bin/systemd-notify", content: "x" },
  { path: "usr/bin/lxccpid", content: "x" },
  { path: "bin/mount", content: "x" },
  library("lib/libc.so.6"),
  library("usr/lib/liblxc.so.1", "libcap.so.2"),
  library("usr/lib/libcap.so.2"),
  library("usr/lib/libother.so.1"),
  library(LD.slice(1)),
  { path: "usr/lib/arm-linux-gnueabihf/libz.so", content: "x" },
  { path: "lib64/x", content: "x" },
  { path: "etc/systemd/system/app.service", content: "x" },
  { path: "etc/init.d/app", content: "x" },
  { path: "etc/rc5.d/S01app", content: "x" },
  { path: "usr/lib/lxc/rootfs/README", content: "x" },
  { path: "usr/sbin/init.lxc.static", content: "x" },
  { path: "usr/share/app/data", content: "x" },
  { path: "file", content: "x" },
];

interface Sketch {
  readonly more?: readonly EntrySketch[];
  readonly params?: string;
  readonly mounts?: string;
  readonly options?: Partial<Options>;
}

const lostBy = (
  type: "dir" | "file",
  sources: readonly string[],
  { more = [], params, mounts = "", options }: Sketch = {},
): readonly string[] => {
  const entries = sources.map((path) => `<Entry type="${type}"><Source>${path}</Source><Destination>moved/</Destination></Entry>`);
  const rootfs = `${mounts}<MoveContent>${entries.join("")}</MoveContent>`;
  const started = params === undefined ? {} : { exec: '"$2"', params };
  return messages(checkOf({ host: [...HOST, ...more], rootfs, ...started, ...(options && { options }) }), "moved-need").map((each) =>
    each.slice(12),
  );
};

const NOTIFY = '<SystemdNotify create="yes"/>';

describe("a device needs", () => {
  it.each([
    ["/etc", "[EXECUTABLE] of config.ini"],
    ["/lib", "a top-level directory"],
    ["/usr/bin", "[EXECUTABLE] of config.ini"],
    ["/usr/lib/arm-linux-gnueabihf", "a directory of libraries"],
    ["/lib64", "a top-level directory"],
    ["/etc/systemd/system", "units of systemd"],
    ["/etc/init.d", "init scripts"],
    ["/etc/rc5.d", "init scripts"],
    ["/usr/lib/lxc", "LXC"],
  ])("the directory %s", (path, what) => {
    expect(lostBy("dir", [path])).toEqual([`${path} can't be moved away: the device needs ${path} (${what})`]);
  });

  it.each([
    ["/usr", "/usr/bin ([EXECUTABLE] of config.ini)"],
    ["/etc/systemd", "/etc/systemd/system (units of systemd)"],
    ["/usr/lib/lxc/rootfs", undefined],
    ["/usr/share/app", undefined],
    ["/usr/share", undefined],
  ])("what is in %s", (path, needed) => {
    expect(lostBy("dir", [path])).toEqual(needed === undefined ? [] : [`${path} can't be moved away: the device needs ${needed}`]);
  });

  it.each([
    ["/etc/passwd", "users and groups"],
    ["/usr/bin/lxc-execute", "LXC"],
    ["/usr/sbin/init.lxc.static", "LXC"],
    ["/bin/sh", "the shell of launchers"],
    ["/lib/libc.so.6", "loaded by /bin/sh"],
    ["/usr/lib/liblxc.so.1", "loaded by /usr/bin/lxc-execute"],
    ["/usr/lib/libcap.so.2", "loaded by /usr/bin/lxc-execute"],
    [LD, "loaded by /usr/bin/lxc-execute"],
  ])("the file %s", (path, what) => {
    expect(lostBy("file", [path])).toEqual([`${path} can't be moved away: the device needs ${path} (${what})`]);
  });

  it.each(["/usr/lib/libother.so.1", "/etc/systemd/system/app.service", "/etc/init.d/app", "/file"])("%s is no such file", (path) => {
    expect(lostBy("file", [path])).toEqual([]);
  });

  it("what the shell leads to, and the directory that a link of the root stands for", () => {
    expect(lostBy("file", ["/bin/dash"])).toEqual(["/bin/dash can't be moved away: the device needs /bin/sh (the shell of launchers)"]);
    const more = [{ path: "usr/libs/x", content: "x" }, link("libs", "usr/libs")];
    expect(lostBy("dir", ["/usr/libs"], { more })).toEqual([
      "/usr/libs can't be moved away: the device needs /libs (a top-level directory)",
    ]);
    expect(lostBy("file", ["/libs"], { more })).toEqual(["/libs can't be moved away: the device needs /libs (a top-level directory)"]);
  });

  it("a program only once", () => {
    expect(lostBy("file", ["/bin/rm"])).toEqual([]);
    expect(lostBy("file", ["/bin/rm", "/usr/bin/rm"])).toEqual([
      "/usr/bin/rm can't be moved away: the device needs /usr/bin/rm (run by conf/remove.sh)",
    ]);
  });
});

describe("what scripts of the overlay call", () => {
  const TOOLS = ["/bin/systemd-notify", "/usr/bin/lxccpid", "/bin/usleep"];

  it("is needed by launchers that notify", () => {
    const needed = (path: string): string => `${path} can't be moved away: the device needs ${path} (run by launchers)`;
    expect(lostBy("file", TOOLS, { params: NOTIFY })).toEqual(TOOLS.map(needed));
    expect(lostBy("file", TOOLS, { params: "" })).toEqual([]);
    expect(lostBy("file", TOOLS)).toEqual([]);
  });

  it("is needed by the mount hook where there is one", () => {
    const mounts =
      '<MountPoints><Entry type="dir"><Source>/var/x</Source><Destination>x</Destination><Options>bind,nosuid</Options></Entry></MountPoints>';
    expect(lostBy("file", ["/bin/mount"], { mounts })).toEqual([
      "/bin/mount can't be moved away: the device needs /bin/mount (run by conf/remount.sh)",
    ]);
    expect(lostBy("file", ["/bin/mount"], { mounts, options: { remountHook: false } })).toEqual([]);
  });
});
