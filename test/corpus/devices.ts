import type { EntrySketch } from "../rootfs/rootfs-of.ts";
import { hint, type Kind, sound, warning } from "./case.ts";
import { bind, type Description, here } from "./description.ts";

const DENY = "<DevicesDeny>a</DevicesDeny>";
const DEFAULTS = '<AllowDefaultDevices enable="yes"/>';

const allow = (rule: string, name?: string): string => `<DevicesAllow${name === undefined ? "" : ` name="${name}"`}>${rule}</DevicesAllow>`;
const device = (path: string, options = "rw,bind,nosuid,noexec"): string => bind(path, { type: "dev", options });

/** A container with these device rules and mounts. */
const devices = (rules: readonly string[], mounts: readonly string[] = [], more: Description = {}): Description => ({
  ...more,
  config: ["<CGroupSettings>", "<DeviceCgroup>", ...rules, "</DeviceCgroup>", "</CGroupSettings>", ...(more.config ?? [])],
  mounts,
});

const node = (path: string, major: number, minor: number, mode = 0o666): EntrySketch => ({
  path,
  type: "character",
  devMajor: major,
  devMinor: minor,
  mode,
});

const FB = device("/dev/fb0");
const V1 = { options: { cgroup: "v1" as const } };

/** Documentation/admin-guide/devices.txt and cgroup-v1/devices.rst; lxc.container.conf(5). */
export const DEVICES: Kind = {
  kind: "devices",
  faults: [
    hint("null-denied", "no-null-device", "open(2): EPERM", devices([here(DENY), allow("c 4:64 rw")], [device("/dev/ttyS0")]), {
      mended: { description: devices([DENY, DEFAULTS, allow("c 4:64 rw")], [device("/dev/ttyS0")]) },
    }),
    hint(
      "null-of-nobody",
      "no-null-device",
      "open(2): ENOENT",
      { config: [here("<AutoDev>0</AutoDev>")] },
      {
        mended: { description: { config: ["<AutoDev>0</AutoDev>"], mounts: [device("/dev/null")] } },
      },
    ),
    warning(
      "not-mounted",
      "device-not-mounted",
      "a fresh /dev has what LXC makes and what is mounted",
      devices([DENY, DEFAULTS, here(allow("c 29:0 rw", "/dev/fb0"))]),
      { mended: { description: devices([DENY, DEFAULTS, allow("c 29:0 rw", "/dev/fb0")], [FB]) } },
    ),
    warning(
      "other-mounted",
      "device-not-mounted",
      "another one is mounted",
      devices([DENY, DEFAULTS, here(allow("c 29:1 rw", "/dev/fb1")), allow("c 29:0 rw")], [FB]),
    ),
    warning(
      "node-not-mounted",
      "device-not-mounted",
      "a rule without a name, for a node of the host",
      devices([DENY, DEFAULTS, here(allow("c 245:3 rw"))]),
      { host: [node("dev/decoder", 245, 3)] },
    ),
    warning("not-allowed", "device-not-allowed", "open(2): EPERM", devices([DENY, DEFAULTS], [here(FB)]), {
      mended: { description: devices([DENY, DEFAULTS, allow("c 29:0 rw")], [FB]) },
    }),
    warning(
      "other-allowed",
      "device-not-allowed",
      "another number is allowed",
      devices([DENY, DEFAULTS, allow("c 29:1 rw"), allow("c 4:64 rw")], [here(FB), device("/dev/ttyS0")]),
    ),
    warning(
      "node-not-allowed",
      "device-not-allowed",
      "the numbers of the host's node",
      devices([DENY, DEFAULTS, allow("c 245:0 rw")], [here(device("/dev/decoder"))]),
      {
        host: [node("dev/decoder", 245, 3)],
        mended: { description: devices([DENY, DEFAULTS, allow("c 245:* rw")], [device("/dev/decoder")]) },
      },
    ),
    warning(
      "of-neighbour",
      "device-numbers",
      "ttyS1 is 4:65",
      devices([DENY, DEFAULTS, here(allow("c 4:65 rw", "/dev/ttyS0"))], [device("/dev/ttyS0")]),
      {
        mended: { description: devices([DENY, DEFAULTS, allow("c 4:64 rw", "/dev/ttyS0")], [device("/dev/ttyS0")]) },
      },
    ),
    warning(
      "block",
      "device-numbers",
      "b for what is a character device",
      devices([DENY, DEFAULTS, here(allow("b 29:0 rw", "/dev/fb0")), allow("c 29:0 rw")], [FB]),
    ),
    warning(
      "minor",
      "device-numbers",
      "serial lines begin at 64",
      devices([DENY, DEFAULTS, here(allow("c 4:0 rw", "/dev/ttyS0")), allow("c 4:64 rw")], [device("/dev/ttyS0")]),
    ),
    warning(
      "major",
      "device-numbers",
      "event devices are 13:64 and up",
      devices([DENY, DEFAULTS, here(allow("c 14:64 rw", "/dev/input/event0")), allow("c 13:* rw")], [device("/dev/input/event0")]),
    ),
    warning(
      "of-node",
      "device-numbers",
      "the host's node has others",
      devices([DENY, DEFAULTS, here(allow("c 245:0 rw", "/dev/decoder")), allow("c 245:3 rw")], [device("/dev/decoder")]),
      { host: [node("dev/decoder", 245, 3)] },
    ),
    warning(
      "disk",
      "device-numbers",
      "the first partition of the second disk",
      devices([DENY, DEFAULTS, here(allow("b 8:1 r", "/dev/sdb1")), allow("b 8:17 r")], [device("/dev/sdb1")]),
    ),
    warning(
      "read-only",
      "device-access",
      "the mount says rw, the rule r",
      devices([DENY, DEFAULTS, here(allow("c 29:0 r", "/dev/fb0"))], [FB]),
      {
        mended: { description: devices([DENY, DEFAULTS, allow("c 29:0 r", "/dev/fb0")], [device("/dev/fb0", "ro,bind,nosuid,noexec")]) },
      },
    ),
    warning("make-only", "device-access", "m is for mknod(2) alone", devices([DENY, DEFAULTS, here(allow("c 29:0 m", "/dev/fb0"))], [FB])),
    warning(
      "all-characters",
      "all-devices-allowed",
      "takes back that devices are denied",
      devices([DENY, DEFAULTS, here(allow("c *:* rw"))]),
    ),
    warning("all-blocks", "all-devices-allowed", "all disks", devices([DENY, DEFAULTS, here(allow("b *:* rwm"))])),
    warning(
      "denied-last",
      "device-rules-lost",
      "devcgroup_update_access: all rules before it are forgotten",
      devices([DEFAULTS, here(DENY)]),
      { ...V1, mended: { description: devices([DENY, DEFAULTS]) } },
    ),
    warning(
      "taken-back",
      "device-rules-lost",
      "each rule changes what those before it said",
      devices([DENY, DEFAULTS, allow("c 4:64 rw"), here("<DevicesDeny>c 4:* rwm</DevicesDeny>")], [device("/dev/ttyS0")]),
      { mended: { description: devices([DENY, DEFAULTS, allow("c 4:64 rw")], [device("/dev/ttyS0")]) } },
    ),
    warning("nothing-denied", "device-rules-useless", "without a denial all devices stay allowed", devices([here(allow("c 1:3 rw"))]), {
      ...V1,
      mended: { description: devices([DENY, DEFAULTS, allow("c 1:3 rw")]) },
    }),
    warning(
      "no-rights",
      "device-denied",
      "the node's mode and group: EACCES",
      { mounts: [here(device("/dev/decoder"))] },
      {
        host: [{ ...node("dev/decoder", 245, 3, 0o660), gid: 1001 }],
        mended: { host: [{ ...node("dev/decoder", 245, 3, 0o660), gid: 44 }] },
      },
    ),
  ],
  clean: [
    sound(
      "defaults",
      "what LXC makes needs no mount",
      devices([DENY, DEFAULTS, allow("c 5:1 rw"), allow("c 5:2 rw"), allow("c 136:* rw")]),
    ),
    sound(
      "hook",
      "a hook may make the node",
      devices([DENY, DEFAULTS, allow("c 29:0 rw", "/dev/fb0")], [], { config: ["<AutoDevHook>/etc/hook</AutoDevHook>"] }),
      {
        host: [{ path: "etc/hook", mode: 0o755, content: "#!/bin/sh\n" }],
      },
    ),
    sound(
      "in-directory",
      "a directory of devices",
      devices([DENY, DEFAULTS, allow("c 116:2 rw", "/dev/snd/controlC0")], [device("/dev/snd")]),
      {
        host: [{ path: "dev/snd/" }],
      },
    ),
    sound(
      "unknown-number",
      "a major number that a driver was given: nobody knows whose it is",
      devices([DENY, DEFAULTS, allow("c 245:0 rw")]),
    ),
    sound(
      "events",
      "events of keys are read, whatever the mount says",
      devices([DENY, DEFAULTS, allow("c 13:67 r")], [device("/dev/input/event3")]),
    ),
    sound(
      "all-but-one",
      "a denial of one of those that were allowed",
      devices([DENY, DEFAULTS, allow("c 4:* rw"), "<DevicesDeny>c 4:65 rwm</DevicesDeny>"], [device("/dev/ttyS0")]),
    ),
    sound("minor-of-all", "a minor number, whatever the driver", devices([DENY, DEFAULTS, allow("c *:5 rw")])),
    sound(
      "wildcard",
      "all of a driver",
      devices([DENY, DEFAULTS, allow("c 13:* rw")], [device("/dev/input/event3"), device("/dev/input/mice")]),
    ),
    sound(
      "make-any",
      "to make any node opens none: LXC's own configurations allow it",
      devices([DENY, DEFAULTS, allow("c *:* m"), allow("b *:* m")]),
    ),
    sound("except", "all devices but one", devices(["<DevicesAllow>a</DevicesAllow>", "<DevicesDeny>c 1:1 rwm</DevicesDeny>"], [FB])),
    sound("linked", "a symlink to the device", devices([DENY, DEFAULTS, allow("c 245:3 rw", "/dev/video")], [device("/dev/decoder")]), {
      host: [node("dev/decoder", 245, 3), { path: "dev/video", type: "symlink", target: "decoder" }],
    }),
    sound("shared", "a name that is no path", devices([DENY, DEFAULTS, allow("c 29:0 rw", "the frame buffer")], [FB])),
    sound(
      "root-makes",
      "root may make the node itself, where it keeps the capability",
      devices([DENY, DEFAULTS, allow("c 29:0 rwm", "/dev/fb0")], [], { user: "" }),
      {
        options: { secure: false },
      },
    ),
    sound(
      "group",
      "a device of the user's group",
      { mounts: [device("/dev/decoder")] },
      { host: [{ ...node("dev/decoder", 245, 3, 0o660), gid: 44 }] },
    ),
    sound("several", "read and write in rules of their own", devices([DENY, DEFAULTS, allow("c 29:0 r"), allow("c 29:0 w")], [FB])),
  ],
};
