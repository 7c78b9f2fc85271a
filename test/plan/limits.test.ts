import { describe, expect, it } from "vitest";
import { allFound } from "../check/check-of.ts";

/** What is said of limits. */
const said = (limits: string, cgroup: "v1" | "v2" = "v1"): readonly string[] =>
  allFound({ host: [], config: `<CGroupSettings>${limits}</CGroupSettings>`, options: { cgroup } })
    .filter(({ code, severity }) => code !== "no-launcher" && code !== "cgroup-setting-changed" && severity !== "hint")
    .map(({ code, severity, help }) => `${severity}[${code}] ${help}`);

describe("a limit", () => {
  it.each([
    ["<MemoryLimit>16</MemoryLimit>", "error[memory-too-small] did you mean 16M?"],
    ["<MemoryLimit>255K</MemoryLimit>", "error[memory-too-small] did you mean 255M?"],
    ["<MemoryLimit>0</MemoryLimit>", "error[memory-too-small] write the bytes that the container may use, or -1 for no limit"],
    ["<MemoryLimit>256K</MemoryLimit>", undefined],
    ["<MemoryLimit>-1</MemoryLimit>", undefined],
    [
      "<MemoryLimit>16M</MemoryLimit><SoftMemoryLimit>16385K</SoftMemoryLimit>",
      "warning[soft-limit-above] write less than 16M, or remove it",
    ],
    ["<MemoryLimit>16M</MemoryLimit><SoftMemoryLimit>16384K</SoftMemoryLimit>", undefined],
    ["<SoftMemoryLimit>1G</SoftMemoryLimit>", undefined],
    ["<CpuShares>1</CpuShares>", "warning[share-clamped] write 2 to 262144; 1024 is what a container without CpuShares has"],
    ["<CpuShares>262144</CpuShares>", undefined],
    ["<CpuRtRuntimeUS>1000001</CpuRtRuntimeUS>", "error[realtime-refused] write less than 1000000, or a longer CpuRtRuntimePeriod"],
    ["<CpuRtRuntimeUS>1000000</CpuRtRuntimeUS>", undefined],
    ["<CpuRtRuntimeUS>x</CpuRtRuntimeUS>", "error[bad-value] undefined"],
    [
      "<CpuRtRuntimeUS>5</CpuRtRuntimeUS><CpuRtRuntimePeriod>0</CpuRtRuntimePeriod>",
      "error[realtime-refused] write 1000000, which is the kernel's own, or remove it",
    ],
    ["<CpusetCpus>3-1</CpusetCpus>", "error[bad-value] did you mean 1-3?"],
    ["<CpusetCpus>0..3</CpusetCpus>", "error[bad-value] did you mean 0-3?"],
    ["<CpusetCpus>8192</CpusetCpus>", "error[bad-value] name those that the device has, counted from 0"],
    ["<CpusetCpus>8191</CpusetCpus>", undefined],
    ["<MemoryLimit>16 MiB</MemoryLimit>", "error[bad-value] write 16M"],
    ["<MemoryLimit>much</MemoryLimit>", "error[bad-value] undefined"],
  ])("%s", (limits, expected) => {
    expect(said(limits)).toEqual(expected === undefined ? [] : [expected]);
  });

  it("is the same on cgroup v2, where it has it", () => {
    expect(said("<MemoryLimit>16</MemoryLimit>", "v2")).toHaveLength(1);
    expect(said("<CpuShares>6</CpuShares>", "v2")).toEqual([]);
    expect(said("<CpuShares>5</CpuShares>", "v2")).toEqual([
      "warning[share-clamped] write 6 to 102400; 1024 is what a container without CpuShares has",
    ]);
  });
});

describe("device rules of cgroup v1", () => {
  const rules = (text: string): readonly string[] =>
    said(`<DeviceCgroup>${text}</DeviceCgroup>`)
      .map((each) => each.replace(/ .*/, ""))
      .filter((each) => each !== "warning[no-null-device]");
  const deny = (rule: string): string => `<DevicesDeny>${rule}</DevicesDeny>`;
  const allow = (rule: string): string => `<DevicesAllow>${rule}</DevicesAllow>`;

  it("begin with that for all", () => {
    expect(rules(deny("a") + allow("c 1:3 rw"))).toEqual([]);
    expect(rules(allow("c 1:3 rw") + deny("a"))).toEqual(["warning[device-rules-lost]"]);
    expect(rules(deny("a") + deny("a *:* rwm"))).toEqual([]);
    expect(rules(allow("c 1:3 rw"))).toEqual(["warning[device-rules-useless]"]);
    expect(rules(deny("c 1:3 rw"))).toEqual([]);
    expect(rules(deny("a") + allow("c 1:3 rw") + deny("c *:3 rwm"))).toEqual(["warning[device-rules-lost]"]);
    expect(rules(deny("a") + allow("c 1:3 rw") + deny("a *:* m"))).toEqual(["warning[device-rules-lost]"]);
    expect(rules(deny("a") + allow("c 1:* rw") + deny("c 1:3 rw"))).toEqual([]);
    expect(rules(deny("a") + allow("c 1:3 rwm") + deny("c 1:3 w") + deny("b 1:3 rwm"))).toEqual([]);
  });

  it("are told how to be written", () => {
    const help = (rule: string): readonly string[] =>
      said(`<DeviceCgroup>${allow(rule)}</DeviceCgroup>`).filter((each) => each.includes("bad-value"));
    expect(help("c 1,3 rwm")).toEqual(["error[bad-value] did you mean c 1:3 rwm?"]);
    expect(help("char 1:3")).toEqual(["error[bad-value] did you mean c 1:3 rwm?"]);
    expect(help("/dev/null rw")).toEqual(["error[bad-value] the numbers are needed: write c 1:3 rw"]);
  });
});
