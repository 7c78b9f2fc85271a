import { numbersOfDevice } from "../linux/device-numbers.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import type { DraftMount } from "./draft.ts";
import type { UnitPart } from "./unit-words.ts";

/** DeviceAllow= of nodes whose numbers the kernel's list has; classes (`char-rtc`) stand for many. */
export const withDevices: UnitPart = (draft, _, service) => {
  const rules = service.all("DeviceAllow").map(({ value }) => value.split(/\s+/));
  const nodes = rules.flatMap(([path = "", access = "rwm"]) => {
    const numbers = path.startsWith("/dev/") && !DEFAULTS.has(path) ? numbersOfDevice(path) : undefined;
    if (numbers?.minor === undefined) return [];
    return [{ path, access, rule: `${numbers.type} ${numbers.major}:${numbers.minor} ${access}` }];
  });
  const others = rules.map(([path = ""]) => path).filter((path) => !DEFAULTS.has(path) && !nodes.some((each) => each.path === path));
  const mounts = nodes.map(({ path, access }): DraftMount => ({
    type: "dev",
    source: path,
    destination: normalizePath(path),
    options: `${access.includes("w") ? "rw" : "ro"},bind,nosuid,noexec,optional,create=file`,
    why: `DeviceAllow of ${service.name}`,
    isOptional: true,
  }));
  const notes =
    others.length === 0
      ? []
      : [
          `To decide: ${service.name} allows ${others.join(", ")}. For each device that the program needs: <DevicesAllow name="/dev/…">c MAJOR:MINOR rw</DevicesAllow> here, and an Entry of type dev in MountPoints.`,
        ];
  return {
    ...draft,
    devices: [...draft.devices, ...nodes],
    mounts: [...draft.mounts, ...mounts],
    deviceNotes: [...draft.deviceNotes, ...notes],
  };
};

/** AllowDefaultDevices gives these. */
const DEFAULTS = new Set(["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty"]);
