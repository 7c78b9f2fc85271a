import { describe, expect, it } from "vitest";
import { allFound, messages, mount } from "./check-of.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";

const HOST: readonly EntrySketch[] = [
  { path: "srv/outer/in/only-outer", content: "" },
  { path: "srv/inner/only-inner", content: "" },
  { path: "usr/share/x", content: "" },
];

const missing = (rootfs: string): readonly string[] => messages(allFound({ host: HOST, rootfs }), "mount-point-missing");

describe("a mount point below the innermost of three mounts", () => {
  const two = mount("/srv/outer", { type: "dir", to: "a" }) + mount("/srv/inner", { type: "dir", to: "a/in" });

  it("is sought in that one", () => {
    expect(missing(two + mount("/usr/share/x", { to: "a/in/only-inner" }))).toEqual([]);
  });

  it("is not what an outer one has there", () => {
    expect(missing(two + mount("/usr/share/x", { to: "a/in/only-outer" }))).toEqual([
      expect.stringMatching(/^mount-point-missing: a\/in\/only-outer lies inside the mount of MountPoints at 0.xml:7:14, /),
    ]);
  });
});

describe("a fresh /dev", () => {
  const tmpfs = (to: string): string => mount("tmpfs", { to, type: "dir", fs: "tmpfs", options: "size=1m" });

  it("has a place for dev/pts, which LXC mounts itself, and for no other", () => {
    expect(missing(tmpfs("dev/pts"))).toEqual([]);
    const optional = (options: string): readonly string[] =>
      messages(
        allFound({ host: HOST, rootfs: mount("/dev/fb0", { to: "dev/fb0", type: "dev", options: `bind,optional${options}` }) }),
        "optional-left-out",
      );
    expect(optional("")).toEqual([
      "optional-left-out: dev/fb0 is never mounted: a fresh /dev has no such place, and the entry is optional",
    ]);
    expect(optional(",create=file")).toEqual([]);
    expect(missing(tmpfs("dev/other"))).toEqual([expect.stringMatching(/^mount-point-missing: dev\/other lies inside a fresh \/dev, /)]);
  });
});

describe("proc and sysfs", () => {
  const proc = mount("proc", { type: "dir", fs: "proc", options: "rw" });
  const sys = mount("sysfs", { type: "dir", fs: "sysfs", options: "ro", to: "sys" });

  it("have what the kernel has", () => {
    expect(
      missing(proc + mount("/usr/share/x", { to: "proc/uptime" }) + sys + mount("/usr/share", { to: "sys/firmware", type: "dir" })),
    ).toEqual([]);
    expect(missing(proc + mount("/usr/share/x", { to: "proc/1/environ" }))).toEqual([]);
    expect(missing(proc + mount("/usr/share/x", { to: "proc/x", options: "bind,create=file" }))).toEqual([
      "mount-point-missing: proc/x lies inside proc, which has no such place: LXC will not start the container",
    ]);
    expect(missing(sys + mount("/usr/share/x", { to: "sys/x" }))).toEqual([
      "mount-point-missing: sys/x lies inside sysfs, which has no such place: LXC will not start the container",
    ]);
    expect(missing(sys + mount("/usr/share/x", { to: "sys/x", options: "bind,optional" }))).toEqual([]);
  });

  it("have what is bound from the host's own", () => {
    const vendor = (to: string): readonly string[] =>
      messages(
        allFound({ host: [...HOST, { path: "proc/vendor", content: "" }], rootfs: proc + mount("/proc/vendor", { to }) }),
        "mount-point-missing",
      );
    expect(vendor("proc/vendor")).toEqual([]);
    expect(vendor("proc/other")).toHaveLength(1);
  });
});

describe("a directory that each boot begins without", () => {
  const run = mount("/run/own", { type: "dir", options: "rw,bind" });
  const x = (options = "bind"): string => mount("/usr/share/x", { to: "run/own/x", options });
  const found = (rootfs: string, host: readonly EntrySketch[] = []): readonly string[] =>
    messages(allFound({ host: [...HOST, ...host], rootfs }), "mount-point-missing");

  it("has no mount point that nobody makes", () => {
    expect(found(run + x())).toEqual([
      "mount-point-missing: run/own/x lies inside the mount of MountPoints at 0.xml:5:14, which is empty at boot, and nothing is known to make /run/own/x: LXC starts the container only where it is there",
    ]);
    expect(found(run + x("bind,create=file"))).toEqual([]);
    expect(found(run + x("bind,optional"))).toEqual([]);
    expect(found(mount("/opt/own", { type: "dir", options: "rw,bind" }) + mount("/usr/share/x", { to: "opt/own/x" }))).toEqual([]);
  });

  it("may have one that something makes, or the very thing that is mounted", () => {
    expect(found(run + x(), [{ path: "usr/lib/tmpfiles.d/x.conf", content: "f /run/own/x\n" }])).toEqual([]);
    expect(found(run + mount("/run/own/socket", { options: "bind" }))).toEqual([]);
  });
});

describe("what has no Options", () => {
  it("is to be brought by an Entry", () => {
    const tmpfs = mount("tmpfs", { to: "var/log", type: "dir", fs: "tmpfs", options: "size=1m" });
    const config = '<Logging enable="true"><LogPath>var/log/own</LogPath><Log>a.log</Log></Logging>';
    const [found] = allFound({ host: HOST, rootfs: tmpfs, config }).filter(({ code }) => code === "mount-point-missing");
    expect(found?.help).toMatch(
      /^let MountPoints at 0.xml:\S+ mount elsewhere, or bind \/var\/log\/own by an Entry .* with create=dir instead of Logging, which has no Options$/,
    );
  });
});
