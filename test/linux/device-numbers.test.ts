import { expect, it } from "vitest";
import { numbersOfDevice } from "../../src/linux/device-numbers.ts";

it.each([
  ["/dev/null", "c", 1, 3],
  ["/dev/tty", "c", 5, 0],
  ["/dev/tty7", "c", 4, 7],
  ["/dev/ttyS1", "c", 4, 65],
  ["/dev/sda", "b", 8, 0],
  ["/dev/sdc12", "b", 8, 44],
  ["/dev/mtd3ro", "c", 90, 7],
  ["/dev/input/event2", "c", 13, 66],
  ["/dev/dri/renderD128", "c", 226, 128],
  ["/dev/mmcblk0p2", "b", 179, undefined],
  ["/dev/ttymxc0", "c", 207, 16],
])("%s is in the kernel's list", (path, type, major, minor) => {
  expect(numbersOfDevice(path)).toEqual({ type, major, minor });
});

it.each(["/dev/rtc0", "/dev/nothing", "/etc/null", "/dev/sdq", "/dev/ttyS", "/dev/constructor"])("%s is not", (path) => {
  expect(numbersOfDevice(path)).toBeUndefined();
});
