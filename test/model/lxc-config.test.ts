import { describe, expect, it } from "vitest";
import { containerOf, read, settingsOf, withConfig } from "./reading.ts";

const found = (inside: string): readonly string[] => read(withConfig(inside)).found;
const container = (inside: string) => containerOf(withConfig(inside));
const DEVICES = "<DeviceCgroup><DevicesDeny>a</DevicesDeny></DeviceCgroup>";
const values = (list: readonly { readonly value: string }[]): readonly string[] => list.map(({ value }) => value);

describe("LxcConfig", () => {
  it("sets nothing by default", () => {
    expect(container("")).toMatchObject({
      userName: undefined,
      cgroup: [],
      devices: [],
      capDrop: [],
      capKeep: [],
      networks: [],
      settings: [],
      environment: [],
      dbus: undefined,
      logging: undefined,
      autoDev: undefined,
      rootfs: undefined,
    });
  });

  it("takes an empty element for one that is not set", () => {
    const inside = "<UserName> </UserName><MemoryLimit/><MemoryLimit>5</MemoryLimit><LxcInclude></LxcInclude><AutoDev/>";
    expect(container(inside)).toMatchObject({
      userName: undefined,
      capDrop: [],
      settings: [],
      autoDev: undefined,
      cgroup: [{ value: "5" }],
    });
  });

  it("says nothing of the attributes that name a schema on the root element", () => {
    const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="lxc-overlay.xsd"';
    expect(read(withConfig("", `${xsi} SandboxName="S"`)).found).toEqual([]);
    expect(found("<Dbus xsi:type='x' enable='true'/>")).toEqual(["unknown-attribute@2:7"]);
  });

  it("takes an Entry without anything for none", () => {
    expect(container('<Rootfs create="yes"><MountPoints><Entry/></MountPoints></Rootfs>').rootfs?.mounts).toEqual([]);
  });

  it.each(["LxcConfig", "CGroupSettings", "DeviceCgroup", "Network", "Environment", "Dbus", "Logging", "Rootfs"])(
    "ignores an empty %s",
    (name) => {
      const config = withConfig(`<${name}></${name}><CGroupSettings><CpuShares>5</CpuShares></CGroupSettings><Dbus enable="true"/>
      <Network type="none"/><Logging enable="true"><LogPath>a</LogPath></Logging><Rootfs create="yes"/><DeviceCgroup><DevicesDeny>a</DevicesDeny>
      </DeviceCgroup><Group version="debug"><${name} version="debug"><Group/></${name}></Group>`);
      const { found: findings, containers } = read(name === "LxcConfig" ? config.replace(/(<LxcConfig>)/, "<LxcConfig/>$1") : config, {
        tags: "version=debug",
      });
      expect(findings.filter((each) => !each.startsWith("unknown-element"))).toEqual([]);
      expect(containers[0]).toMatchObject({
        cgroup: [{ value: "5" }],
        devices: [{ rule: "a" }],
        networks: [{ type: "none" }],
        dbus: {},
        logging: {},
        rootfs: {},
      });
    },
  );

  it("reads users, groups and paths, trimmed", () => {
    const inside = `<UserName> u\n</UserName><GroupName>g</GroupName>
      <UserNameRootFs>ur</UserNameRootFs><GroupNameRootFs>gr</GroupNameRootFs>
      <ExtraUsers><UserName>a</UserName><UserName>b</UserName></ExtraUsers><ExtraGroups><GroupName>c</GroupName></ExtraGroups>
      <SeccompProfile>/etc/s</SeccompProfile><LxcInclude>/a</LxcInclude><LxcInclude>/b</LxcInclude>
      <AutoDev>1</AutoDev><AutoDevHook>/h</AutoDevHook>`;
    const read1 = container(inside);
    expect(read1.userName).toEqual({ value: "u", span: { file: "1.xml", line: 2, column: 1 } });
    expect([read1.groupName?.value, read1.userNameRootFs?.value, read1.groupNameRootFs?.value]).toEqual(["g", "ur", "gr"]);
    expect([values(read1.extraUsers), values(read1.extraGroups), settingsOf(read1, "LxcInclude")]).toEqual([
      ["a", "b"],
      ["c"],
      ["/a", "/b"],
    ]);
    expect([settingsOf(read1, "SeccompProfile"), read1.autoDev?.value, settingsOf(read1, "AutoDevHook")]).toEqual([
      ["/etc/s"],
      true,
      ["/h"],
    ]);
  });

  it.each([
    ["<MemoryLimt>5</MemoryLimt>", "unknown-element@2:1", "did you mean MemoryLimit?"],
    ["<UserName SOCC='arm_1'>u</UserName>", "unknown-attribute@2:11", "did you mean SOC?"],
    ["<Dbus enabled='true'/>", "unknown-attribute@2:7", "did you mean enable?"],
    ["<MemoryLimit value='5M'/>", "unknown-attribute@2:14", undefined],
    ["<toString>x</toString>", "unknown-element@2:1", undefined],
    ["<Environment>A=1</Environment>", "stray-text@2:1", "remove it, or put it into an element"],
    ["<UserName><b>u</b></UserName>", "unknown-element@2:11", undefined],
    ["<MountPoints><Entry/></MountPoints>", "unknown-element@2:1", "it stands in Rootfs"],
    ["<UserName>u</UserName>\n<UserName>u</UserName>", "repeated-element@3:1", "let tags choose one of them"],
    ["<AutoMount>porc</AutoMount>", "bad-value@2:1", "did you mean proc?"],
  ])("reports %s", (inside, expected, help) => {
    const { found: findings, diagnostics } = read(withConfig(inside));
    expect(findings).toEqual([expected]);
    expect(diagnostics[0]?.help).toBe(help);
  });

  it.each([
    "<UserName>a b</UserName>",
    "<AutoDev>2</AutoDev>",
    "<AutoMount>cgroup</AutoMount>",
    "<MemoryLimit>12T</MemoryLimit>",
    "<CGroupSettings><CpusetCpus>0-</CpusetCpus></CGroupSettings>",
    "<CGroupSettings><CpuShares>-1</CpuShares></CGroupSettings>",
    "<CGroupSettings><OOMControl>yes</OOMControl></CGroupSettings>",
    "<Dbus enable='1'/>",
    "<Logging enable='true'><Log>a$(b)</Log></Logging>",
  ])("refuses %s", (inside) => expect(found(inside)[0]).toMatch(/^bad-value@2:/));

  it.each([
    ["<LxcInclude>/a\nlxc.x = 1</LxcInclude>", "control-character@2:1"],
    ["<UserName>a&#9;b</UserName>", "control-character@2:1"],
    ["<SeccompProfile>/a&#x85;</SeccompProfile>", "control-character@2:1"],
    ["<DeviceCgroup><DevicesAllow name='a&#10;b'>a</DevicesAllow></DeviceCgroup>", "control-character@2:29"],
  ])("lets no value forge a line: %j", (inside, expected) => expect(found(inside)).toEqual([expected]));
});

describe("CGroupSettings", () => {
  it("come in the order of the format with the kernel's names", () => {
    const inside = `<CGroupSettings><CpusetSchedDomainLevel>-1</CpusetSchedDomainLevel><CpusetSchedLoadBalance>0</CpusetSchedLoadBalance>
      <CpusetMemorySpreadSlab>1</CpusetMemorySpreadSlab><CpusetMemorySpreadPage>1</CpusetMemorySpreadPage>
      <CpusetMemoryPreasure>7</CpusetMemoryPreasure>
      <CpusetMemoryPreasureEnabled>1</CpusetMemoryPreasureEnabled><CpusetMemoryMigrate>1</CpusetMemoryMigrate>
      <CpusetMemHardwall>1</CpusetMemHardwall>
      <CpusetMemExclusive>1</CpusetMemExclusive><CpusetMems>0</CpusetMems>
      <CpusetCpuExlusive>1</CpusetCpuExlusive><CpusetCpus>0-3,5</CpusetCpus>
      <CpuRtRuntimePeriod>1000000</CpuRtRuntimePeriod><CpuRtRuntimeUS>-1</CpuRtRuntimeUS>
      <CpuShares>512</CpuShares><OOMControl>1</OOMControl>
      <SoftMemoryLimit>-1</SoftMemoryLimit><MemoryMemSwapLimit>8k</MemoryMemSwapLimit><MemoryLimit>12M</MemoryLimit></CGroupSettings>`;
    expect(container(inside).cgroup.map(({ file, value }) => `${file} ${value}`)).toEqual([
      "memory.limit_in_bytes 12M",
      "memory.memsw.limit_in_bytes 8k",
      "memory.soft_limit_in_bytes -1",
      "memory.oom_control 1",
      "cpu.shares 512",
      "cpu.rt_runtime_us -1",
      "cpu.rt_period_us 1000000",
      "cpuset.cpus 0-3,5",
      "cpuset.cpu_exclusive 1",
      "cpuset.mems 0",
      "cpuset.mem_exclusive 1",
      "cpuset.mem_hardwall 1",
      "cpuset.memory_migrate 1",
      "cpuset.memory_pressure_enabled 1",
      "cpuset.memory_pressure 7",
      "cpuset.memory_spread_page 1",
      "cpuset.memory_spread_slab 1",
      "cpuset.sched_load_balance 0",
      "cpuset.sched_relax_domain_level -1",
    ]);
  });

  it("may be spelt correctly, but not twice", () => {
    const right =
      "<CpusetCpuExclusive>1</CpusetCpuExclusive><CpusetMemoryPressure>1</CpusetMemoryPressure>" +
      "<CpusetMemoryPressureEnabled>1</CpusetMemoryPressureEnabled>";
    expect(container(`<CGroupSettings>${right}</CGroupSettings>`).cgroup.map(({ element }) => element)).toEqual([
      "CpusetCpuExlusive",
      "CpusetMemoryPreasureEnabled",
      "CpusetMemoryPreasure",
    ]);
    const both = "<CpusetCpuExclusive>1</CpusetCpuExclusive>\n<CpusetCpuExlusive>1</CpusetCpuExlusive>";
    expect(found(`<CGroupSettings>${both}</CGroupSettings>`)).toEqual(["repeated-element@3:1"]);
  });

  it("counts MemoryLimit and DeviceCgroup below LxcConfig", () => {
    const both = container("<MemoryLimit>5</MemoryLimit><DeviceCgroup><DevicesDeny>a</DevicesDeny></DeviceCgroup>");
    expect(both.cgroup).toMatchObject([{ file: "memory.limit_in_bytes", value: "5" }]);
    expect(both.devices).toMatchObject([{ verb: "deny", rule: "a" }]);
  });

  it.each([
    ["<MemoryLimit>5</MemoryLimit>\n<CGroupSettings><MemoryLimit>5</MemoryLimit></CGroupSettings>", []],
    ["<MemoryLimit>5</MemoryLimit>\n<CGroupSettings><MemoryLimit>6</MemoryLimit></CGroupSettings>", ["conflicting-places@3:17"]],
    ["<CGroupSettings><MemoryLimit>6</MemoryLimit></CGroupSettings>\n<MemoryLimit>5</MemoryLimit>", ["conflicting-places@3:1"]],
    ["<AutoDev>0</AutoDev>\n<Rootfs><AutoDev>1</AutoDev></Rootfs>", ["conflicting-places@3:9"]],
    [`${DEVICES}\n<CGroupSettings>${DEVICES}</CGroupSettings>`, ["repeated-element@3:17"]],
    [`${DEVICES}\n${DEVICES}`, ["repeated-element@3:1"]],
    [`<DeviceCgroup/>\n${DEVICES}`, []],
  ])("may stand in two places: %j", (inside, expected) => expect(found(inside)).toEqual(expected));
});

describe("DeviceCgroup", () => {
  it("keeps the order and expands the default devices", () => {
    const inside =
      '<DeviceCgroup><DevicesAllow name="/dev/x">c 10:* rwm</DevicesAllow><AllowDefaultDevices enable="yes"/>' +
      "<DevicesDeny>a</DevicesDeny><DevicesAllow/></DeviceCgroup>";
    expect(container(inside).devices.map(({ verb, rule, name }) => [verb, rule, name])).toEqual([
      ["allow", "c 10:* rwm", "/dev/x"],
      ["allow", "c 1:3 rw", "/dev/null"],
      ["allow", "c 1:5 rw", "/dev/zero"],
      ["allow", "c 1:7 rw", "/dev/full"],
      ["allow", "c 1:8 rw", "/dev/random"],
      ["allow", "c 1:9 rw", "/dev/urandom"],
      ["allow", "c 5:0 rw", "/dev/tty"],
      ["deny", "a", undefined],
    ]);
    expect(container('<DeviceCgroup><AllowDefaultDevices enable="no"/><AllowDefaultDevices/></DeviceCgroup>').devices).toEqual([]);
  });

  it.each(["c 1:3", "c 1:3 rwx", "d 1:3 r", "c 1 r", "c  1:3 r", "all", "a *:* rwm x"])("refuses the rule %s", (rule) => {
    expect(found(`<DeviceCgroup><DevicesDeny>${rule}</DevicesDeny></DeviceCgroup>`)).toEqual(["bad-value@2:15"]);
  });
});

describe("CapDrop and CapKeep", () => {
  it("are split at commas and white space, in any case, with or without cap_", () => {
    expect(values(container("<CapDrop> NET_RAW, cap_sys_admin\n\tCAP_Chown ,</CapDrop>").capDrop)).toEqual([
      "net_raw",
      "sys_admin",
      "chown",
    ]);
    expect(values(container("<CapKeep>kill</CapKeep><CapKeep>bpf</CapKeep>").capKeep)).toEqual(["kill", "bpf"]);
  });

  it("take none in CapKeep, alone", () => {
    expect(values(container("<CapKeep>none</CapKeep>").capKeep)).toEqual(["none"]);
    expect(found("<CapKeep>none kill</CapKeep>")).toEqual(["none-with-others@2:1"]);
    expect(found("<CapDrop>none</CapDrop>")).toEqual(["unknown-capability@2:1"]);
  });

  it("are told of where they are empty, or name one twice in one element", () => {
    expect(found("<CapKeep> </CapKeep>")).toEqual(["empty-capabilities@2:1"]);
    expect(found("<CapDrop/>")).toEqual(["empty-capabilities@2:1"]);
    expect(found("<CapDrop>kill CAP_KILL</CapDrop>")).toEqual(["capability-twice@2:1"]);
    expect(found("<CapDrop>kill</CapDrop><CapDrop>kill</CapDrop>")).toEqual([]);
  });

  it("are separated by commas and blanks alone", () => {
    expect(read(withConfig("<CapDrop>kill;net_raw</CapDrop>")).diagnostics).toMatchObject([
      { code: "unknown-capability", help: "separate capabilities by commas or blanks" },
    ]);
  });

  it("refuses unknown names, and the two together, in one file or in two", () => {
    expect(read(withConfig("<CapDrop>kill net_rwa</CapDrop>")).diagnostics).toMatchObject([
      { code: "unknown-capability", help: "did you mean net_raw?" },
    ]);
    expect(found("<CapDrop>kill</CapDrop>\n<CapKeep>kill</CapKeep>")).toEqual(["cap-drop-and-keep@3:1"]);
    const append = withConfig("<CapKeep>kill</CapKeep>", 'SandboxName="S" APPEND="A"').replace(/<LxcParams>.*<\/LxcParams>/, "");
    expect(read([withConfig("<CapDrop>kill</CapDrop>"), append]).found).toEqual(["cap-drop-and-keep@2.xml:2:1"]);
  });
});

describe("Network", () => {
  it("reads its fields; empty ones are not set", () => {
    const inside = `<Network type="veth"><Name>veth0</Name><Flags>up</Flags><Link>br0</Link><Pair>out</Pair>
      <HwAddr>00:16:3e:xx:xx:01</HwAddr>
      <IPV4>10.0.3.2/24 10.0.3.255</IPV4><IPV4gateway>auto</IPV4gateway><IPV6>fd00::2/64</IPV6><IPV6gateway></IPV6gateway></Network>
      <Network type="macvlan"><Pair>bridge</Pair></Network><Network type="none"/>`;
    const [veth, macvlan, none] = container(inside).networks;
    expect(veth?.type).toBe("veth");
    expect(veth?.settings.map(({ row, value }) => `${row.element} ${value}`)).toEqual([
      "Name veth0",
      "Flags up",
      "Link br0",
      "Pair out",
      "HwAddr 00:16:3e:xx:xx:01",
      "IPV4 10.0.3.2/24 10.0.3.255",
      "IPV4gateway auto",
      "IPV6 fd00::2/64",
    ]);
    expect([macvlan?.settings.map(({ value }) => value), none]).toMatchObject([["bridge"], { type: "none", settings: [] }]);
  });

  it.each([
    ["<Network><Name>eth0</Name></Network>", "missing-attribute@2:1"],
    ['<Network type="bridge"/>', "bad-value@2:10"],
    ['<Network type="veth"><Name>sixteencharacter</Name></Network>', "bad-value@2:22"],
    ['<Network type="veth"><Link>a/b</Link></Network>', "bad-value@2:22"],
    ['<Network type="veth"><HwAddr>00:16</HwAddr></Network>', "bad-value@2:22"],
    ['<Network type="veth"><IPV4>10.0.3</IPV4></Network>', "bad-value@2:22"],
    ['<Network type="veth"><IPV4>10.0.3.1/33</IPV4></Network>', "bad-value@2:22"],
    ['<Network type="veth"><IPV4gateway>fe80::1</IPV4gateway></Network>', "bad-value@2:22"],
    ['<Network type="veth"><IPV6>10.0.3.1</IPV6></Network>', "bad-value@2:22"],
    ['<Network type="veth"><IPV6>::1/129</IPV6></Network>', "bad-value@2:22"],
    ['<Network type="macvlan"><Pair>veth1</Pair></Network>', "bad-value@2:25"],
  ])("reports %s", (inside, expected) => expect(found(inside)).toEqual([expected]));
});

describe("Environment", () => {
  it("splits at the first equals sign, trims, keeps the order and joins several blocks", () => {
    const inside =
      "<Environment><Variable> A = b=c </Variable><Variable>LD_PRELOAD=x:y</Variable></Environment><Environment>" +
      "<Variable>B=</Variable></Environment>";
    expect(container(inside).environment.map(({ name, value }) => [name, value])).toEqual([
      ["A", "b=c"],
      ["LD_PRELOAD", "x:y"],
      ["B", ""],
    ]);
  });

  it("leaves out what sets nothing, with a warning", () => {
    const inside = "<Environment><Variable>A</Variable><Variable>=1</Variable><Variable/></Environment>";
    const { containers, found: findings } = read(withConfig(inside));
    expect(findings).toEqual(["variable-ignored@2:14", "variable-ignored@2:36"]);
    expect(containers[0]?.environment).toEqual([]);
  });
});

describe("Dbus, AutoMount and Logging", () => {
  it("are on where they say so", () => {
    const on = container(
      '<Dbus enable="true"/><AutoMount>proc</AutoMount>' +
        "<Rootfs><AutoMount>sys:ro</AutoMount><AutoDev>0</AutoDev><AutoDevHook>/h</AutoDevHook></Rootfs>" +
        '<Logging enable="true"><LogPath>/opt/logs</LogPath><Log>a.log</Log><Log>b.log</Log></Logging>',
    );
    expect(on.dbus).toEqual({ file: "1.xml", line: 2, column: 1 });
    expect(settingsOf(on, "AutoMount")).toEqual(["proc", "sys:ro"]);
    expect([on.autoDev?.value, settingsOf(on, "AutoDevHook")]).toEqual([false, ["/h"]]);
    expect([on.logging?.logPath?.value, values(on.logging?.logs ?? [])]).toEqual(["opt/logs", ["a.log", "b.log"]]);
    expect(container('<Dbus enable="false"/><Logging enable="no"><LogPath>/x</LogPath></Logging>')).toMatchObject({
      dbus: undefined,
      logging: undefined,
    });
    expect(found("<Logging><LogPath>/x</LogPath></Logging>")).toEqual(["not-switched-on@2:1"]);
  });

  it("keep logs inside the container", () => {
    expect(found('<Logging enable="true"><LogPath>a/../../b</LogPath></Logging>')).toEqual(["bad-destination@2:24"]);
  });
});
