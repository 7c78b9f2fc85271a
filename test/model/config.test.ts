import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readActiveTags } from "../../src/model/active-tags.ts";
import { readConfig } from "../../src/model/read-config.ts";
import { configOf } from "./reading.ts";

const found = (text: string): readonly string[] =>
  readConfig(Buffer.from(text), "c.ini").diagnostics.map(({ code, location }) =>
    location.kind === "text" ? `${code}@${location.line}` : code,
  );

describe("readConfig", () => {
  it("reads the config.ini of the product", () => {
    const config = configOf(readFileSync("config.ini", "utf8"));
    expect(config.tags.get("version")).toEqual(["debug", "release", "production"]);
    expect(config.tags.get("SOC_VER")).toEqual([
      "UNKNOWN",
      "i686",
      "arm_16.3",
      "arm_16.4",
      "arm_17.1",
      "arm_18.1",
      "arm_18.2",
      "arm_18.3",
      "arm_19.1",
      "arm_19.2",
      "mipsel_16.3",
      "mipsel_16.4",
      "mipsel_17.1",
      "mipsel_18.1",
      "mipsel_18.2",
      "mipsel_18.3",
    ]);
    // Those of the predecessor, those that its recipes pass, and those from Yocto 4.0 on.
    const passed = ["UNKNOWN", "1.6", "1.8", "1.9", "2.0", "2.1", "2.2", "2.3", "2.4", "3.1"];
    const later = ["4.0", "4.1", "4.2", "4.3", "5.0", "5.1", "5.2", "5.3", "6.0"];
    expect(config.tags.get("OE_VER")).toEqual(expect.arrayContaining([...passed, ...later]));
    expect([...config.ranges]).toEqual(["RDK_VER", "RDKHAL_VER"]);
    expect(config.writable).toEqual([
      "/var",
      "/run",
      "/tmp",
      "/mnt",
      "/opt",
      "/media",
      "/dev",
      "/proc",
      "/sys",
      "proc",
      "sysfs",
      "tmpfs",
      "devpts",
      "shm",
      "cgroup",
    ]);
    expect(config.executable).toEqual(["/usr/bin", "/usr/sbin", "/sbin", "/bin", "/usr/lib", "/lib", "/usr/libexec", "/etc"]);
    expect(config.libraries).toEqual(["/lib", "/usr/lib", "/usr/lib/gstreamer-1.0"]);
  });

  it("separates values at commas and line ends, paths at blanks as well, and takes missing sections for empty", () => {
    const config = configOf("[TAGS]\na = 1,\n 2\n 3,,1\n[LIBRARIES]\npaths = /lib/ /usr/lib,\n  /opt\n");
    expect(config.tags.get("a")).toEqual(["1", "2", "3"]);
    expect(config.libraries).toEqual(["/lib", "/usr/lib", "/opt"]);
    expect([config.ranges.size, config.writable, config.executable]).toEqual([0, [], []]);
  });

  it.each([
    ["[EXTRA]\na = 1", "unknown-section@1"],
    ["[LIBRARIES]\npath = /lib", "unknown-option@2"],
    ["[TAGS]\na = 1\n[RANGE]\na =", "tag-declared-twice@4"],
    ["[TAGS]\ntype = dir", "reserved-tag-name@2"],
    ["[RANGE]\n\nSandboxName =", "reserved-tag-name@3"],
    ["[TAGS]\na = x y", "bad-tag-value@2"],
    ["[TAGS]\na = x:y", "bad-tag-value@2"],
    ["[RANGE]\na = 1", "range-with-value@2"],
    ["[LIBRARIES]\npaths = /lib, usr/lib", "bad-config-path@2"],
    ["[EXECUTABLE]\npaths = tmpfs", "bad-config-path@2"],
    ["[WRITABLE]\npaths = tmpfs var/lib", "bad-config-path@2"],
    ["[WRITABLE]\npaths = /var/../etc", "bad-config-path@2"],
    ["[EXECUTABLE]\npaths = /usr/..", "bad-config-path@2"],
    ["[LIBRARIES]\npaths = /lib /usr/lib/../../../etc", "bad-config-path@2"],
  ])("reports %j", (text, expected) => expect(found(text)).toEqual([expected]));
});

describe("readActiveTags", () => {
  const read = (...args: string[]) => readActiveTags(args, configOf());

  it("reads tags and numeric tags over several options", () => {
    const { value, diagnostics } = read("version=debug,VER=3", "SOC=arm_1", "VER=3");
    expect(diagnostics).toEqual([]);
    expect([[...value.tags], [...value.ranges]]).toEqual([
      [
        ["version", "debug"],
        ["SOC", "arm_1"],
      ],
      [["VER", 3]],
    ]);
  });

  it("takes an empty numeric value for 0, and nothing between commas for nothing", () => {
    const { value, diagnostics } = read("VER=", "version=debug,", ",", "");
    expect(diagnostics).toEqual([]);
    expect([[...value.tags], [...value.ranges]]).toEqual([[["version", "debug"]], [["VER", 0]]]);
  });

  it.each([
    ["version", "bad-active-tag", "NAME=VALUE"],
    ["=debug", "bad-active-tag", "NAME=VALUE"],
    [`${"version=debug,".repeat(1000)}version=debug`, "too-many-active-tags", "1001"],
    [`a${" ".repeat(100_000)}b`, "bad-active-tag", "a  "],
    ["Version=debug", "undeclared-tag", "version, SOC, VER"],
    ["version=beta", "tag-value-not-allowed", "debug, release"],
    ["version=", "tag-value-not-allowed", "debug, release"],
    ["VER=-1", "tag-value-not-numeric", "from 0 on"],
    ["VER=1,VER=2", "conflicting-tag-values", '"1" and as "2"'],
  ])("refuses %s: %s", (arg, code, says) => {
    const [first, ...others] = read(arg).diagnostics;
    expect(others).toEqual([]);
    expect(first).toMatchObject({ code, severity: "error" });
    expect(`${first?.message} ${first?.help}`).toContain(says);
  });
});
