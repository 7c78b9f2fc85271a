import { describe, expect, it } from "vitest";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { checkOf, messages, mount } from "./check-of.ts";

const DECODER: EntrySketch = { path: "dev/decoder", type: "character", devMajor: 245, devMinor: 3, mode: 0o660 };

interface Sketch {
  readonly rules: string;
  readonly rootfs?: string;
  readonly config?: string;
  readonly exec?: string;
  readonly secure?: boolean;
}

const said = (code: string, { rules, rootfs = "", config = "", exec = "/bin/x", secure = true }: Sketch): readonly string[] =>
  messages(
    checkOf({
      host: [DECODER],
      rootfs,
      exec,
      config: `<UserName>app</UserName><DeviceCgroup><DevicesDeny>a</DevicesDeny>${rules}</DeviceCgroup>${config}`,
      options: { secure },
    }),
    code,
  );

const allow = (rule: string, name = ""): string => `<DevicesAllow name="${name}">${rule}</DevicesAllow>`;
const device = (path: string, options = "rw,bind,nosuid"): string => mount(path, { type: "dev", options, to: path.slice(1) });

describe("a device that is allowed", () => {
  const lacks = (sketch: Sketch): number => said("device-not-mounted", sketch).length;

  it("is brought in by an entry", () => {
    const rules = allow("c 29:0 rw", "/dev/fb0");
    expect(said("device-not-mounted", { rules })).toEqual([
      "device-not-mounted: /dev/fb0 is allowed, and nothing brings it into the container",
    ]);
    expect(lacks({ rules, rootfs: device("/dev/fb0") })).toBe(0);
    expect(lacks({ rules, rootfs: mount("/dev/fb0", { options: "bind", to: "screen" }) })).toBe(0);
    expect(lacks({ rules, rootfs: device("/dev/fb1") })).toBe(1);
    expect(lacks({ rules, rootfs: mount("/dev", { type: "dir", options: "bind", to: "hostdev" }) })).toBe(0);
    expect(lacks({ rules, config: "<AutoDevHook>/etc/hook</AutoDevHook>" })).toBe(0);
    expect(lacks({ rules: allow("c 245:3 rw"), rootfs: device("/dev/decoder") })).toBe(0);
    expect(lacks({ rules: allow("c 245:3 rw") })).toBe(1);
  });

  it("may be made by root, with the letter m", () => {
    const rules = allow("c 29:0 rwm", "/dev/fb0");
    expect(lacks({ rules, secure: false })).toBe(0);
    expect(lacks({ rules, secure: false, config: "<CapDrop>mknod</CapDrop>" })).toBe(1);
    expect(lacks({ rules, secure: false, config: "<CapKeep>mknod</CapKeep>" })).toBe(0);
    expect(lacks({ rules })).toBe(1);
    expect(lacks({ rules: allow("c 29:0 rw", "/dev/fb0"), secure: false })).toBe(1);
  });
});

describe("a device that is mounted", () => {
  it("is allowed, as far as the mount asks for it", () => {
    const rootfs = device("/dev/fb0");
    expect(said("device-not-allowed", { rules: allow("c 29:1 rw"), rootfs })).toEqual([
      "device-not-allowed: dev/fb0 can't be opened: no DevicesAllow is for c 29:0",
    ]);
    expect(said("device-not-allowed", { rules: allow("a *:* rw"), rootfs })).toEqual([]);
    // That the numbers are others is told of the rule.
    expect(said("device-not-allowed", { rules: allow("c 29:1 rw", "/dev/fb0"), rootfs })).toEqual([]);
    expect(said("device-numbers", { rules: allow("c 29:1 rw", "/dev/fb0"), rootfs })).toHaveLength(1);
    expect(said("device-not-allowed", { rules: allow("b 179:1 r"), rootfs: device("/dev/mmcblk0p1") })).toEqual([]);
    expect(said("device-access", { rules: allow("c 29:0 r"), rootfs })).toEqual([
      "device-access: dev/fb0 can't be written: the rule allows only r",
    ]);
    expect(said("device-access", { rules: allow("c 29:0 r"), rootfs: device("/dev/fb0", "bind,nosuid") })).toEqual([]);
    expect(said("device-access", { rules: allow("c 13:64 r"), rootfs: device("/dev/input/event0") })).toEqual([]);
    expect(said("device-access", { rules: allow("c 29:0 m"), rootfs: device("/dev/fb0", "bind,nosuid") })).toEqual([
      "device-access: dev/fb0 can't be opened: the rule allows only m",
    ]);
    expect(said("device-denied", { rules: allow("c 245:3 rw"), rootfs: device("/dev/decoder") })).toEqual([
      "device-denied: no process of the container may open dev/decoder: it has mode 0660, uid 0 and gid 0",
    ]);
    expect(said("device-denied", { rules: allow("c 245:3 rw"), rootfs: device("/dev/decoder"), secure: false })).toEqual([]);
  });
});

it("a hint tells of processors that a device may lack", () => {
  const numbers = (element: string, value: string): readonly string[] =>
    messages(checkOf({ host: [], config: `<CGroupSettings><${element}>${value}</${element}></CGroupSettings>` }), "processors-not-known");
  expect(numbers("CpusetCpus", "0-7")).toEqual([]);
  expect(numbers("CpusetCpus", "0-8")).toEqual([
    "processors-not-known: the rootfs does not tell whether the device has CPU 8: without it the container does not start",
  ]);
  expect(numbers("CpusetMems", "0")).toEqual([]);
  expect(numbers("CpusetMems", "1")).toHaveLength(1);
});

it("a rule has the numbers of what it is named after", () => {
  const numbers = (rule: string, name: string): readonly string[] => said("device-numbers", { rules: allow(rule, name) });
  expect(numbers("b 29:0 rw", "/dev/fb0")).toEqual(["device-numbers: /dev/fb0 is c 29:0, and the rule is for b 29:0 rw"]);
  expect(numbers("c 29:* rw", "/dev/fb0")).toEqual([]);
  expect(numbers("c 245:0 rw", "/dev/decoder")).toEqual(["device-numbers: /dev/decoder is c 245:3, and the rule is for c 245:0 rw"]);
  expect(numbers("c 245:0 rw", "the decoder")).toEqual([]);
  expect(said("all-devices-allowed", { rules: allow("c *:* rwm") })).toEqual([
    "all-devices-allowed: c *:* rwm allows every character device, which takes back that devices are denied",
  ]);
  expect(said("all-devices-allowed", { rules: allow("c *:* m") })).toEqual([]);
});
