import fc from "fast-check";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, test } from "vitest";
import { type CgroupVersion, DIALECTS, type Dialect } from "../../src/model/options.ts";
import { lxcKey } from "../../src/model/lxc-keys.ts";
import type { NetworkType } from "../../src/model/network-table.ts";
import { SETTINGS } from "../../src/model/setting-table.ts";
import type { ConfPlan } from "../../src/plan/conf-plan.ts";
import type { ContainerPlan } from "../../src/plan/plan.ts";
import { renderConf } from "../../src/lxc/lxc-conf.ts";
import { askLiblxc, expectLiblxcAccepts, readBack, updated } from "../support/liblxc.ts";
import { needs } from "../support/needs.ts";
import { confPlan, containerPlan, mountPlan, networkPlan, sampleOf, settingPlans, TEST, variablePlan } from "../support/plans.ts";
import { scratch } from "../support/scratch.ts";
import { run } from "../support/shell.ts";

const cgroupOf = (dialect: Dialect): CgroupVersion => (dialect === "2.0" || dialect === "3.0" ? "v1" : "v2");

const ofConf = (given: Partial<ConfPlan> = {}): ContainerPlan => containerPlan({ conf: confPlan(given) });

/** The lines that a setting adds to the least configuration. */
const linesFor = (given: Partial<ConfPlan>, dialect: Dialect): readonly string[] => {
  const least = new Set(renderConf(ofConf(), dialect, cgroupOf(dialect)).split("\n"));
  const text = renderConf(ofConf(given), dialect, cgroupOf(dialect));
  expectLiblxcAccepts(text, dialect);
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#") && !least.has(line));
};

const full = (dialect: Dialect): ContainerPlan =>
  containerPlan({
    environment: [variablePlan("PATH", "/usr/bin:/bin"), variablePlan("LD_PRELOAD", "/usr/lib/liba.so:/usr/lib/libb.so")],
    mounts: [
      mountPlan("var/run/dbus/system_bus_socket", { kind: "dbus", options: ["rw", "bind", "nosuid", "nodev", "noexec"] }),
      mountPlan("usr/bin/app"),
      mountPlan("dev/shm", { source: "tmpfs", fsType: "tmpfs", options: ["size=1m"], dump: 1, fsck: 2 }),
      mountPlan("lib/libc.so.6", { kind: "library", options: ["ro", "bind", "nodev", "nosuid"] }),
      mountPlan("opt/logs", { kind: "logging", options: ["rw", "bind", "nodev", "noexec"] }),
    ],
    conf: confPlan({
      cgroup: [{ file: cgroupOf(dialect) === "v1" ? "memory.limit_in_bytes" : "memory.max", value: "12000000", why: TEST }],
      devices: [
        { verb: "deny", rule: "a", comment: undefined, why: TEST },
        { verb: "allow", rule: "c 1:3 rw", comment: "/dev/null", why: TEST },
      ],
      capKeep: ["net_raw", "net_admin"],
      init: { uid: 117, gid: 105, groups: dialect === "2.0" || dialect === "3.0" ? [] : [29, 44], why: TEST, gidWhy: TEST },
      settings: [
        ...settingPlans("SeccompProfile", "/etc/lxc/app.seccomp"),
        ...settingPlans("LxcInclude", "/etc/lxc/common.conf"),
        ...settingPlans("AutoDevHook", "/lib/rdk/autodev.sh"),
        ...settingPlans("AutoMount", "proc:mixed", "sys:ro"),
      ],
      networks: [
        networkPlan("veth", {
          Name: "eth0",
          Flags: "up",
          Link: "br0",
          Pair: "app0",
          HwAddr: "00:16:3e:00:00:01",
          IPV4: "10.0.3.2/24 10.0.3.255",
          IPV4gateway: "10.0.3.1",
          IPV6: "fd00::2/64",
          IPV6gateway: "fd00::1",
        }),
        networkPlan("macvlan", { Pair: "bridge" }),
      ],
      rootfsPath: "/container/APP/rootfs",
      remount: { script: "/container/APP/conf/remount.sh", binds: [] },
      haltSignal: dialect === "2.0" || dialect === "3.0" ? undefined : "SIGTERM",
    }),
  });

test("everything in the legacy dialect", () => {
  expect(renderConf(full("2.0"), "2.0", "v1")).toBe(`# Host name
lxc.utsname = APP

# Cgroups
lxc.cgroup.memory.limit_in_bytes = 12000000
lxc.cgroup.devices.deny = a
# /dev/null
lxc.cgroup.devices.allow = c 1:3 rw

# Capabilities
lxc.cap.keep = net_raw
lxc.cap.keep = net_admin

# User and group
lxc.init_uid = 117
lxc.init_gid = 105

# Seccomp
lxc.seccomp = /etc/lxc/app.seccomp

# Network
lxc.network.type = veth
lxc.network.name = eth0
lxc.network.flags = up
lxc.network.link = br0
lxc.network.veth.pair = app0
lxc.network.hwaddr = 00:16:3e:00:00:01
lxc.network.ipv4 = 10.0.3.2/24 10.0.3.255
lxc.network.ipv4.gateway = 10.0.3.1
lxc.network.ipv6 = fd00::2/64
lxc.network.ipv6.gateway = fd00::1
lxc.network.type = macvlan
lxc.network.macvlan.mode = bridge

# Includes
lxc.include = /etc/lxc/common.conf

# Environment
lxc.environment = PATH=/usr/bin:/bin
lxc.environment = LD_PRELOAD=/usr/lib/liba.so:/usr/lib/libb.so

# Devices and signals
lxc.autodev = 1
lxc.hook.autodev = /lib/rdk/autodev.sh

# D-Bus
lxc.mount.entry = /var/run/dbus/system_bus_socket var/run/dbus/system_bus_socket none rw,bind,nosuid,nodev,noexec 0 0

# Rootfs
lxc.rootfs = /container/APP/rootfs
lxc.hook.mount = /container/APP/conf/remount.sh

# Mount points
lxc.mount.entry = /usr/bin/app usr/bin/app none ro,bind,nosuid,nodev 0 0
lxc.mount.entry = tmpfs dev/shm tmpfs size=1m 1 2

# Libraries
lxc.mount.entry = /lib/libc.so.6 lib/libc.so.6 none ro,bind,nodev,nosuid 0 0

# Automatic mounts
lxc.mount.auto = proc:mixed
lxc.mount.auto = sys:ro

# Logging
lxc.mount.entry = /opt/logs opt/logs none rw,bind,nodev,noexec 0 0
`);
});

test("a shared rootfs in dialect 5.0 has only what it needs", () => {
  expect(renderConf(ofConf({ autoDev: false }), "5.0", "v2")).toBe(`# Host name
lxc.uts.name = APP

# Devices and signals
lxc.autodev = 0
lxc.tty.max = 0
lxc.console.path = none
`);
});

needs("lxc-info").each(DIALECTS)("dialect %s", (dialect) => {
  const legacy = dialect === "2.0";
  const current = !legacy && dialect !== "3.0";
  const prefix = cgroupOf(dialect) === "v1" ? "lxc.cgroup" : "lxc.cgroup2";

  it("everything at once is what liblxc accepts", () => {
    expect(askLiblxc(renderConf(full(dialect), dialect, cgroupOf(dialect)), dialect)).toMatchObject({ status: 0, stderr: "" });
  });

  it("the least there is", () => {
    const text = renderConf(ofConf(), dialect, cgroupOf(dialect));
    expect(text).toContain(`${legacy ? "lxc.utsname" : "lxc.uts.name"} = APP\n`);
    expect(text).toContain("lxc.autodev = 1\n");
    expect(text.includes("lxc.tty.max = 0\nlxc.console.path = none\n")).toBe(current);
  });

  const scalars: readonly (readonly [string, Partial<ConfPlan>, readonly string[]])[] = [
    ["capabilities to drop", { capDrop: ["sys_admin", "mknod"] }, ["lxc.cap.drop = sys_admin", "lxc.cap.drop = mknod"]],
    ["capabilities to keep", { capKeep: ["chown"] }, ["lxc.cap.keep = chown"]],
    ["autodev off", { autoDev: false }, ["lxc.autodev = 0"]],
    ["rootfs", { rootfsPath: "/c/a/rootfs" }, [legacy ? "lxc.rootfs = /c/a/rootfs" : "lxc.rootfs.path = dir:/c/a/rootfs"]],
    ["mount hook", { remount: { script: "/r.sh", binds: [] } }, ["lxc.hook.mount = /r.sh"]],
    ["control files", { cgroup: [{ file: "cpuset.cpus", value: "0-1", why: TEST }] }, [`${prefix}.cpuset.cpus = 0-1`]],
    ["devices", { devices: [{ verb: "deny", rule: "a", comment: undefined, why: TEST }] }, [`${prefix}.devices.deny = a`]],
    [
      "user and group",
      { init: { uid: 1, gid: 2, groups: [], why: TEST, gidWhy: TEST } },
      legacy ? ["lxc.init_uid = 1", "lxc.init_gid = 2"] : ["lxc.init.uid = 1", "lxc.init.gid = 2"],
    ],
  ];
  it.each(scalars)("%s", (_name, given, expected) => {
    expect(linesFor(given, dialect)).toEqual(expected);
  });

  const rows = SETTINGS.map((row) => ({ element: row.element, row }));
  it.each(rows.filter(({ row }) => lxcKey(row, dialect) !== undefined))("$element as given, under a key of its own", ({ row }) => {
    const value = sampleOf(row);
    const settings = settingPlans(row.element, value);
    const written = `${lxcKey(row, dialect)} = ${value}`;
    expect(linesFor({ settings }, dialect)).toEqual([written]);
    const sectionOf = (line: string): string => line.slice(2, line.indexOf("\n"));
    const sections = renderConf(ofConf({ settings }), dialect, cgroupOf(dialect)).split("\n\n");
    expect(sections.filter((section) => section.split("\n").includes(written)).map(sectionOf)).toEqual([row.section]);
  });

  it.each(rows.filter(({ row }) => lxcKey(row, dialect) === undefined))("$element not at all", ({ row }) => {
    expect(() => renderConf(ofConf({ settings: settingPlans(row.element, sampleOf(row)) }), dialect, "v1")).toThrow(/without a key/);
  });

  const networkSettings: readonly (readonly [element: string, type: NetworkType, value: string, key: string])[] = [
    ["Name", "veth", "eth0", "name"],
    ["Flags", "veth", "up", "flags"],
    ["Link", "veth", "br0", "link"],
    ["Pair", "veth", "v0", "veth.pair"],
    ["Pair", "macvlan", "private", "macvlan.mode"],
    ["HwAddr", "veth", "00:16:3e:00:00:01", "hwaddr"],
    ["IPV4", "veth", "10.0.0.2/24 10.0.0.255", legacy ? "ipv4" : "ipv4.address"],
    ["IPV4gateway", "veth", "10.0.0.1", "ipv4.gateway"],
    ["IPV6", "veth", "fd00::2/64", legacy ? "ipv6" : "ipv6.address"],
    ["IPV6gateway", "veth", "fd00::1", "ipv6.gateway"],
  ];
  it.each(networkSettings)("%s of a network %s", (element, type, value, key) => {
    const networks = [networkPlan("none"), networkPlan(type, { [element]: value })];
    const [first, second] = legacy ? ["lxc.network", "lxc.network"] : ["lxc.net.0", "lxc.net.1"];
    const lines = [`${first}.type = none`, `${second}.type = ${type}`, `${second}.${key} = ${value}`];
    expect(linesFor({ networks }, dialect)).toEqual(lines);
  });

  it("supplementary groups and the halt signal, where there are keys for them", () => {
    const groups = { init: { uid: 1, gid: 2, groups: [29, 44], why: TEST, gidWhy: TEST } };
    if (current) {
      expect(linesFor(groups, dialect)).toContain("lxc.init.groups = 29,44");
      expect(linesFor({ haltSignal: "SIGTERM" }, dialect)).toEqual(["lxc.signal.halt = SIGTERM"]);
    } else {
      expect(() => renderConf(ofConf(groups), dialect, "v1")).toThrow(/supplementary groups/);
    }
  });
});

needs("lxc-update-config")("lxc-update-config", () => {
  const inBoth = SETTINGS.filter(({ lxc }) => lxc["2.0"] !== undefined);

  it.each(inBoth.map((row) => ({ element: row.element, row })))("makes of the legacy key of $element the one that we write", ({ row }) => {
    const conf = ofConf({ settings: settingPlans(row.element, sampleOf(row)) });
    const isOfRow = (line: string): boolean => line.endsWith(` = ${sampleOf(row)}`);
    const converted = updated(renderConf(conf, "2.0", "v1"))
      .split("\n")
      .filter(isOfRow);
    expect(converted).toEqual(renderConf(conf, "5.0", "v1").split("\n").filter(isOfRow));
    expect(converted).toHaveLength(1);
  });
});

needs("lxc-info")("cgroup v1", () => {
  it("in a modern dialect", () => {
    const conf = ofConf({
      cgroup: [{ file: "cpu.shares", value: "512", why: TEST }],
      devices: [{ verb: "allow", rule: "a", comment: "all", why: TEST }],
    });
    const text = renderConf(conf, "6.0", "v1");
    expect(text).toContain("# Cgroups\nlxc.cgroup.cpu.shares = 512\n# all\nlxc.cgroup.devices.allow = a\n");
    expectLiblxcAccepts(text, "6.0");
  });
});

needs("lxc-info")("liblxc", () => {
  it("refuses what is not its dialect's", () => {
    const legacy = renderConf(full("2.0"), "2.0", "v1");
    expect(askLiblxc(legacy, "5.0")).toMatchObject({ status: 1 });
    expect(askLiblxc(legacy, "5.0").stderr).toContain('Unsupported config key "lxc.utsname"');
  });
});

test.each(["a\nlxc.cap.keep = all", "a\0b"])("a value that could forge a key is a bug: %j", (value) => {
  expect(() => renderConf(containerPlan({ environment: [variablePlan("A", value)] }), "5.0", "v2")).toThrow(/line break or NUL/);
  expect(() => renderConf(ofConf({ devices: [{ verb: "deny", rule: "a", comment: value, why: TEST }] }), "5.0", "v2")).toThrow(
    /line break or NUL/,
  );
});

test.each(DIALECTS)("variables stand as they are in LXC %s", (dialect) => {
  const text = renderConf(containerPlan({ environment: [variablePlan("A", "x = 'y' z")] }), dialect, cgroupOf(dialect));
  expect(text).toContain("# Environment\nlxc.environment = A=x = 'y' z\n");
  expectLiblxcAccepts(text, dialect);
});

needs("lxc-info")("values with quotes", () => {
  it.each([`"/etc/a b" "c"`, `'/etc/a' 'c'`, `"x"`, `'"x"'`, `"x'`, `"`, `""`, `"x" y`, "x"])("come back from liblxc as %s", (value) => {
    const text = renderConf(ofConf({ settings: settingPlans("AutoDevHook", value) }), "5.0", "v2");
    expect(readBack(text, "lxc.hook.autodev")).toBe(value);
  });

  it("come back whatever they are", () => {
    const value = fc.string({ unit: fc.constantFrom(..."ab \"'=#\\é"), minLength: 1 }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(value, (text) => {
        const conf = renderConf(ofConf({ settings: settingPlans("AutoDevHook", text) }), "5.0", "v2");
        expect(readBack(conf, "lxc.hook.autodev")).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});

test("white space and backslashes of paths are escaped, options joined", () => {
  const mount = mountPlan("x", { source: "/a b\tc\nd\\e", destination: "f g\\040", options: ["ro", "bind"], dump: 1, fsck: 2 });
  expect(renderConf(containerPlan({ mounts: [mount] }), "5.0", "v2")).toContain(
    "lxc.mount.entry = /a\\040b\\011c\\012d\\134e f\\040g\\134040 none ro,bind 1 2\n",
  );
});

needs("findmnt")("findmnt", () => {
  it("reads every mount line as it was meant", () => {
    const path = fc.string({ unit: fc.constantFrom(..."abz \t\\#'\"0é{") }).map((text) => `x${text}x`);
    const property = fc.property(fc.array(fc.tuple(path, path), { minLength: 1, maxLength: 40 }), (pairs) => {
      const mounts = pairs.map(([source, destination]) => mountPlan("x", { source: `/${source}`, destination }));
      const text = renderConf(containerPlan({ mounts }), "5.0", "v2");
      const table = join(scratch(), "fstab");
      const entries = text.split("\n").filter((line) => line.startsWith("lxc.mount.entry"));
      writeFileSync(table, `${entries.map((line) => line.replace("lxc.mount.entry = ", "")).join("\n")}\n`);
      const listed = run(["findmnt", "-J", "--tab-file", table, "-o", "SOURCE,TARGET,FSTYPE,OPTIONS"]);
      expect(listed).toMatchObject({ status: 0, stderr: "" });
      const options = "ro,bind,nosuid,nodev";
      const meant = mounts.map(({ source, destination }) => ({ source, target: destination, fstype: "none", options }));
      expect(JSON.parse(listed.stdout)).toEqual({ filesystems: meant });
    });
    fc.assert(property, { numRuns: 20 });
  });
});
