import type { Mode } from "./device.ts";

/** The ways a device can start, each with the scenarios of the directory of that name in test/qemu. */
export const MODES: Readonly<Record<"small" | "cgroup-v1" | "systemd", Mode>> = {
  small: { overlays: "extract", program: "/test/main", words: [] },
  "cgroup-v1": { overlays: "extract", program: "/test/main", words: ["cgroup=v1"] },
  systemd: {
    overlays: "apply",
    program: "/sbin/init",
    words: [
      "systemd.firstboot=off",
      "systemd.show_status=0",
      "systemd.unit=checks.target",
      "systemd.getty_auto=0",
      "systemd.log_level=warning",
    ],
  },
};
