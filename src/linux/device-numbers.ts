/** What a device node stands for: mknod(2). */
export interface DeviceNumbers {
  readonly type: "c" | "b";
  readonly major: number;
  /** Absent where the driver gives them out as they come. */
  readonly minor: number | undefined;
}

interface Row {
  readonly name: RegExp;
  readonly numbers: (index: number, match: RegExpExecArray) => DeviceNumbers;
}

const c = (major: number, minor?: number): DeviceNumbers => ({ type: "c", major, minor });
const b = (major: number, minor?: number): DeviceNumbers => ({ type: "b", major, minor });

/** Names without a number in them. */
const SINGLE: Readonly<Record<string, DeviceNumbers>> = {
  mem: c(1, 1),
  kmem: c(1, 2),
  null: c(1, 3),
  port: c(1, 4),
  zero: c(1, 5),
  full: c(1, 7),
  random: c(1, 8),
  urandom: c(1, 9),
  kmsg: c(1, 11),
  tty: c(5, 0),
  console: c(5, 1),
  ptmx: c(5, 2),
  psaux: c(10, 1),
  watchdog: c(10, 130),
  nvram: c(10, 144),
  hwrng: c(10, 183),
  "vfio/vfio": c(10, 196),
  "net/tun": c(10, 200),
  cuse: c(10, 203),
  uinput: c(10, 223),
  "input/uinput": c(10, 223),
  hpet: c(10, 228),
  fuse: c(10, 229),
  kvm: c(10, 232),
  "btrfs-control": c(10, 234),
  autofs: c(10, 235),
  "mapper/control": c(10, 236),
  "loop-control": c(10, 237),
  "input/mice": c(13, 63),
  ppp: c(108, 0),
};

/** Names that end in a number, or hold several. */
const NUMBERED: readonly Row[] = [
  { name: /^tty(\d{1,2})$/, numbers: (n) => c(4, n) },
  { name: /^ttyS(\d{1,3})$/, numbers: (n) => c(4, 64 + n) },
  { name: /^loop(\d+)$/, numbers: (n) => b(7, n) },
  { name: /^ram(\d+)$/, numbers: (n) => b(1, n) },
  { name: /^sd([a-p])(\d{0,2})$/, numbers: (_, [, disk = "a", part = ""]) => b(8, (disk.charCodeAt(0) - 97) * 16 + Number(part)) },
  { name: /^input\/js(\d+)$/, numbers: (n) => c(13, n) },
  { name: /^input\/mouse(\d{1,2})$/, numbers: (n) => c(13, 32 + n) },
  { name: /^input\/event([12]?\d|3[01])$/, numbers: (n) => c(13, 64 + n) },
  { name: /^fb(\d{1,2})$/, numbers: (n) => c(29, n) },
  { name: /^mtdblock(\d+)$/, numbers: (n) => b(31, n) },
  { name: /^video(\d+)$/, numbers: () => c(81) },
  { name: /^i2c-(\d+)$/, numbers: (n) => c(89, n) },
  { name: /^mtd(\d+)(ro)?$/, numbers: (n, [, , readOnly]) => c(90, 2 * n + (readOnly === undefined ? 0 : 1)) },
  { name: /^snd\/\w+$/, numbers: () => c(116) },
  { name: /^pts\/(\d{1,3})$/, numbers: (n) => c(136, n) },
  { name: /^spidev\d+\.\d+$/, numbers: () => c(153) },
  { name: /^ttyACM(\d+)$/, numbers: (n) => c(166, n) },
  { name: /^mmcblk\d+(?:p\d+)?$/, numbers: () => b(179) },
  { name: /^ttyUSB(\d+)$/, numbers: (n) => c(188, n) },
  { name: /^bus\/usb\/\d+\/\d+$/, numbers: () => c(189) },
  { name: /^ttyAMA(\d+)$/, numbers: (n) => c(204, 64 + n) },
  { name: /^ttymxc(\d+)$/, numbers: (n) => c(207, 16 + n) },
  { name: /^dvb\/adapter\d+\/\w+$/, numbers: () => c(212) },
  { name: /^dri\/(?:card|renderD)(\d+)$/, numbers: (n) => c(226, n) },
];

/** The numbers of a path below /dev: Documentation/admin-guide/devices.txt. Those that a driver is given when it is loaded stand in no list. */
export const numbersOfDevice = (path: string): DeviceNumbers | undefined => {
  if (!path.startsWith("/dev/")) return undefined;
  const name = path.slice("/dev/".length);
  const single = Object.entries(SINGLE).find(([each]) => each === name)?.[1];
  if (single !== undefined) return single;
  for (const row of NUMBERED) {
    const match = row.name.exec(name);
    if (match !== null) return row.numbers(Number(match[1]), match);
  }
  return undefined;
};
