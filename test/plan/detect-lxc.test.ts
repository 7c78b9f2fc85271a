import { describe, expect, it } from "vitest";
import { detectLxc } from "../../src/plan/detect-lxc.ts";
import { type EntrySketch, link, rootfsOf } from "../rootfs/rootfs-of.ts";

const detect = (...sketches: readonly EntrySketch[]) => detectLxc(rootfsOf(...sketches));
const liblxc = (release: string, content: string, directory = "usr/lib"): EntrySketch[] => [
  link(`${directory}/liblxc.so.1`, `liblxc.so.${release}`),
  { path: `${directory}/liblxc.so.${release}`, content },
];
const dpkg = (name: string, version: string, status = "install ok installed"): EntrySketch => ({
  path: "var/lib/dpkg/status",
  content:
    "Package: lxcfs\nStatus: install ok installed\nVersion: 9.9.9\n\n" +
    `Package: ${name}\nStatus: ${status}\nVersion: ${version}\nDescription: x\n\nPackage: zlib1g\nVersion: 1\n`,
});

describe("detectLxc", () => {
  it("takes the version that dpkg has installed", () => {
    expect(detect(dpkg("liblxc1", "1:5.0.2-1+deb12u4"), ...liblxc("1.7.0", ""))).toEqual({
      dialect: "5.0",
      reason: "package liblxc1 1:5.0.2-1+deb12u4 in /var/lib/dpkg/status",
      exact: true,
    });
    expect(detect(dpkg("liblxc1", "1:5.0.2", "deinstall ok config-files"))).toMatchObject({ dialect: undefined });
    expect(detect(dpkg("lxc-templates", "5.0.2"))).toMatchObject({ dialect: undefined });
  });

  it("takes the version that opkg has installed", () => {
    const content = "Package: lxc\nVersion: 4.0.12-r0\nStatus: install user installed\nArchitecture: cortexa9hf-neon\n";
    expect(detect({ path: "usr/lib/opkg/status", content })).toEqual({
      dialect: "4.0",
      reason: "package lxc 4.0.12-r0 in /usr/lib/opkg/status",
      exact: true,
    });
    expect(detect({ path: "var/lib/opkg/status", content })).toMatchObject({ dialect: "4.0", exact: true });
  });

  it.each([
    ["2.0.9", "2.0"],
    ["2.1.1", "2.0"],
    ["3.0.4", "3.0"],
    ["3.2.1", "3.0"],
    ["4.0.0", "3.0"],
    ["4.0.9-r0", "3.0"],
    ["4.0.10", "4.0"],
    ["5.0.0", "5.0"],
    ["6.0.6", "6.0"],
    ["7.0.0", "7.0"],
    ["8.1.0", "7.0"],
    ["1.1.5", undefined],
  ])("gives release %s the dialect %s", (version, dialect) => {
    expect(detect(dpkg("lxc", version)).dialect).toBe(dialect);
  });

  it("takes the version string inside liblxc that fits its file name", () => {
    expect(detect(...liblxc("1.7.0", "x\x001.0.0\0y\x004.0.12\x004.0.12\0"))).toEqual({
      dialect: "4.0",
      reason: "version 4.0.12 inside /usr/lib/liblxc.so.1.7.0",
      exact: true,
    });
    expect(detect({ path: "lib/liblxc.so.1", content: "\x006.0.6\0" })).toMatchObject({ dialect: "6.0", exact: true });
  });

  it("trusts the file name when no string or more than one would fit", () => {
    expect(detect(...liblxc("1.7.0", "\x004.0.12\x005.0.2\0"))).toEqual({
      dialect: "5.0",
      reason: "the file name /usr/lib/liblxc.so.1.7.0",
      exact: false,
    });
    expect(detect(...liblxc("1.8.0", "\x005.0.2\0version 6.0.6\0"))).toMatchObject({ dialect: "6.0", exact: false });
  });

  it.each([
    ["1.2.0", "2.0"],
    ["1.3.0", "2.0"],
    ["1.4.0", "3.0"],
    ["1.6.0", "3.0"],
    ["1.7.0", "5.0"],
    ["1.8.0", "6.0"],
    ["1.9.0", "7.0"],
    ["1.10.0", undefined],
  ])("takes liblxc.so.%s for %s", (release, dialect) => {
    expect(detect(...liblxc(release, ""))).toMatchObject({ dialect, exact: false });
  });

  it("finds liblxc in a directory of its machine, and says when there is none", () => {
    expect(detect(...liblxc("1.8.0", "", "usr/lib/arm-linux-gnueabihf"))).toMatchObject({ dialect: "6.0" });
    expect(detect({ path: "usr/lib/libz.so.1", content: "" })).toEqual({
      dialect: undefined,
      reason: "no liblxc.so.1 in the host rootfs",
      exact: false,
    });
  });
});
