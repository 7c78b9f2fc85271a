import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readText } from "../docs/documents.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { configIn, xerces, xmllint } from "./validators.ts";

const LXC = readText("xml/lxc_conf_EXAMPLE.xml");
const DOBBY = readFileSync(join(import.meta.dirname, "dobby.xml"), "utf8");

/** What is written, and instead of what; the first place of it in either file. */
const MISSPELLINGS: readonly (readonly [right: string, wrong: string])[] = [
  // The root.
  ['SandboxName="EXAMPLE"', 'SandBoxName="EXAMPLE"'],
  ['SandboxName="EXAMPLE"', 'SandboxName="EXAM PLE"'],
  ['SandboxName="EXAMPLE"', 'SandboxName="EXAMPLE" Type="Dobby"'],
  ['SandboxName="EXAMPLE"', 'SandboxName="EXAMPLE" Append="rpi"'],
  ['SandboxName="EXAMPLE"', 'SandboxName="EXAMPLE" APPEND=""'],
  // Names of elements.
  ["<LauncherName>example</LauncherName>", "<LaucherName>example</LaucherName>"],
  ["<UserName>nobody</UserName>\n    <GroupName>", "<Username>nobody</Username>\n    <GroupName>"],
  ['<StopFunction enable="true"/>', '<StopFunktion enable="true"/>'],
  ["<CpuShares>512</CpuShares>", "<CPUShares>512</CPUShares>"],
  ["<MemoryMemSwapLimit>24M</MemoryMemSwapLimit>", "<MemorySwapLimit>24M</MemorySwapLimit>"],
  ['<DevicesDeny name="everything">a</DevicesDeny>', '<DeviceDeny name="everything">a</DeviceDeny>'],
  ["<IPV4>10.0.3.15/24</IPV4>", "<Ipv4>10.0.3.15/24</Ipv4>"],
  ["<Unused>lib/systemd/systemd</Unused>", "<UnUsed>lib/systemd/systemd</UnUsed>"],
  ['<Group version="production">', '<group version="production"/><Group version="production">'],
  // Elements in the wrong place.
  ["<ExtraUsers>", "<ExecName>/bin/sh</ExecName><ExtraUsers>"],
  ["<LibsScanDir>/lib/systemd</LibsScanDir>", "<LibsScanDir><Entry>libc</Entry></LibsScanDir>"],
  ["<Entry>ld</Entry>", '<Entry type="file">ld</Entry>'],
  ["<Variable>EXAMPLE=1</Variable>", "<Entry>EXAMPLE=1</Entry>"],
  ["<Environment>", "<Variable>A=1</Variable><Environment>"],
  ["<MoveContent>", '<Entry type="file"/><MoveContent>'],
  ["<ParamName>ping</ParamName>", "<LauncherName>ping</LauncherName>"],
  ["<LxcConfig>", "<Rootfs/><LxcConfig>"],
  ['<Dbus enable="false"/>', '<Dbus enable="false">yes</Dbus>'],
  // Attributes.
  ['<StopFunction enable="true"/>', '<StopFunction enabled="true"/>'],
  ['<Network type="empty" version="!release"/>', '<Network tpye="empty" version="!release"/>'],
  ['<Network type="empty" version="!release"/>', '<Network version="!release"/>'],
  ['<Rootfs create="yes">', '<Rootfs Create="yes">'],
  ['<SystemdNotify create="no" forking="no">', '<SystemdNotify create="no" fork="no">'],
  ['<Entry type="file" caps="cap_net_raw+ep">', '<Entry type="file" cap="cap_net_raw+ep">'],
  // Values.
  ['<Rootfs create="yes">', '<Rootfs create="ja">'],
  ['<Dbus enable="false"/>', '<Dbus enable="False"/>'],
  ["<LogPriority>ERROR</LogPriority>", "<LogPriority>error</LogPriority>"],
  ["<LogPriority>ERROR</LogPriority>", "<LogPriority>WARNING</LogPriority>"],
  ["<MemoryLimit>16M</MemoryLimit>", "<MemoryLimit>16MB</MemoryLimit>"],
  ["<CpusetCpus>0</CpusetCpus>", "<CpusetCpus>0,,1</CpusetCpus>"],
  ["<AutoMount>sys:ro</AutoMount>", "<AutoMount>sys:rw</AutoMount>"],
  ["<AutoDev>1</AutoDev>", "<AutoDev>yes</AutoDev>"],
  ['<Network type="empty" version="!release"/>', '<Network type="bridge" version="!release"/>'],
  ["<HwAddr>00:16:3e:xx:xx:xx</HwAddr>", "<HwAddr>00-16-3e-xx-xx-xx</HwAddr>"],
  ["<IPV4>10.0.3.15/24</IPV4>", "<IPV4>10.0.3.256/24</IPV4>"],
  ['<DevicesAllow name="/dev/null">c 1:3 rw</DevicesAllow>', '<DevicesAllow name="/dev/null">c 1,3 rw</DevicesAllow>'],
  ['<CapKeep version="!production">net_raw net_admin</CapKeep>', '<CapKeep version="!production">net_raw net_admn</CapKeep>'],
  [">sys_module, sys_rawio, mac_admin<", ">sys_module, sys_rawio, none<"],
  ['<Entry type="file" caps="cap_net_raw+ep">', '<Entry type="file" caps="cap_net_raw">'],
  ['<Entry type="dev">', '<Entry type="device">'],
  // Tags.
  ['<Variable version="debug">', '<Variable Version="debug">'],
  ['<Variable version="debug">', '<Variable version="Debug">'],
  ['<Variable version="debug">', '<Variable version="debug,release">'],
  ['<Variable version="debug">', '<Variable version="debug:!release">'],
  ['SOC_VER="mipsel_*">lxc-container-default', 'SOC_VER="mips_*">lxc-container-default'],
  ['SOC_VER="mipsel_*">lxc-container-default', 'SOCVER="mipsel_*">lxc-container-default'],
  ['SOC_VER="arm_18.1:arm_19.*"', 'SOC_VER="arm_18.1:arm_19.*1"'],
  ['<Variable RDK_VER="1..3">', '<Variable RDK_VER="1-3">'],
  ['<Variable RDK_VER="1..3">', '<Variable RDK_VER="1...3">'],
  // Bundles.
  ['Type="dobby"', 'type="dobby"'],
  ['<Limit type="RLIMIT_NOFILE"', '<Limit type="NOFILE"'],
  ['<Limit type="RLIMIT_NOFILE" soft="1024"', '<Limit type="RLIMIT_NOFILE"'],
  ['<Network type="nat">', '<Network type="NAT">'],
  ["<Priority>LOG_INFO</Priority>", "<Priority>INFO</Priority>"],
  ['<IPv6 enable="true"/>', '<IPv6 enable="1"/>'],
  ['port="2222" protocol="tcp"', 'port="2222" protocol="TCP"'],
  ['port="65535"', 'port="65536"'],
  ['<Device name="/dev/video10"/>', "<Device>/dev/video10</Device>"],
  ['<Thunder enable="true" bearerUrl', '<Thunder enable="true" bearerURL'],
];

/** Each misspelling by what it is, in its whole file, with the line that it is in. */
const WRONG = MISSPELLINGS.map(([right, wrong]) => {
  const text = [LXC, DOBBY].find((each) => each.includes(right)) ?? expect.unreachable(right);
  const line = text.slice(0, text.indexOf(right)).split("\n").length;
  return { name: `${right} -> ${wrong}`, text: text.replace(right, () => wrong), line };
});

const CONFIG = configIn("config.ini");

const numbered = new Map(WRONG.map(({ text }, index) => [String(index), text]));
const RIGHT = new Map([
  ["EXAMPLE", LXC],
  ["dobby", DOBBY],
]);

it("are many", () => {
  expect(new Set(WRONG.map(({ name }) => name)).size).toBeGreaterThan(60);
});

for (const { tool, validate } of [
  { tool: "xmllint", validate: xmllint },
  { tool: "DOMCount", validate: xerces },
]) {
  needs(tool)(`${tool} with the schema`, () => {
    it("takes what they are made of", () => {
      expect(validate(scratch(), CONFIG, RIGHT)).toEqual(new Map([...RIGHT.keys()].map((name) => [name, []])));
    });

    it("refuses each misspelling at its line", () => {
      const verdicts = validate(scratch(), CONFIG, numbered);
      const elsewhere = WRONG.flatMap(({ name, line }, index) => {
        const lines = verdicts.get(String(index)) ?? [];
        return lines[0] === line ? [] : `${name}: line ${line}, not ${lines.join(", ")}`;
      });
      expect(elsewhere).toEqual([]);
    });
  });
}
