import type { LxcKeys } from "./lxc-keys.ts";
import { AUTO_MOUNT, BIT, TEXT } from "./values.ts";
import type { ValueForm } from "./value-form.ts";

/** A setting whose value is written as it is given: all that is known of it. Adding a row, and its entry in the manual, adds the setting. */
export interface SettingRow {
  readonly element: string;
  /** The elements that it may stand in: LxcConfig, and Rootfs within it. */
  readonly homes: readonly SettingHome[];
  /** Once: an append's value replaces its base's. */
  readonly times: "once" | "any";
  readonly form: ValueForm;
  /** What the container needs for it to have an effect. */
  readonly needs?: "own rootfs" | "fresh /dev";
  /** Whether the runtime opens the value on the host: as a file, or its first word as a program. */
  readonly onHost?: "file" | "program";
  /** The value that means the same as none at all. */
  readonly byDefault?: string;
  readonly section: ConfSection;
  /** A runtime beside LXC gets a column of its own. */
  readonly lxc: LxcKeys;
}

export type SettingHome = "LxcConfig" | "Rootfs";

/** The sections of lxc.conf. */
export type ConfSection =
  | "Host name"
  | "Cgroups"
  | "Capabilities"
  | "User and group"
  | "Seccomp"
  | "Network"
  | "Includes"
  | "Environment"
  | "Devices and signals"
  | "D-Bus"
  | "Rootfs"
  | "Mount points"
  | "Libraries"
  | "Automatic mounts"
  | "Logging";

/** The settings in the order in which those of one section are written. */
export const SETTINGS: readonly SettingRow[] = [
  {
    element: "NoNewPrivs",
    homes: ["LxcConfig"],
    times: "once",
    form: BIT,
    byDefault: "0",
    section: "Capabilities",
    lxc: { "3.0": "lxc.no_new_privs" },
  },
  {
    element: "ApparmorProfile",
    homes: ["LxcConfig"],
    times: "once",
    form: TEXT,
    section: "Capabilities",
    lxc: { "2.0": "lxc.aa_profile", "3.0": "lxc.apparmor.profile" },
  },
  {
    element: "SelinuxContext",
    homes: ["LxcConfig"],
    times: "once",
    form: TEXT,
    section: "Capabilities",
    lxc: { "2.0": "lxc.se_context", "3.0": "lxc.selinux.context" },
  },
  {
    element: "SeccompProfile",
    homes: ["LxcConfig"],
    times: "once",
    form: TEXT,
    onHost: "file",
    section: "Seccomp",
    lxc: { "2.0": "lxc.seccomp", "3.0": "lxc.seccomp.profile" },
  },
  {
    element: "LxcInclude",
    homes: ["LxcConfig"],
    times: "any",
    form: TEXT,
    onHost: "file",
    section: "Includes",
    lxc: { "2.0": "lxc.include" },
  },
  {
    element: "AutoDevHook",
    homes: ["LxcConfig", "Rootfs"],
    times: "once",
    form: TEXT,
    needs: "fresh /dev",
    onHost: "program",
    section: "Devices and signals",
    lxc: { "2.0": "lxc.hook.autodev" },
  },
  {
    element: "AutoMount",
    homes: ["LxcConfig", "Rootfs"],
    times: "any",
    form: AUTO_MOUNT,
    needs: "own rootfs",
    section: "Automatic mounts",
    lxc: { "2.0": "lxc.mount.auto" },
  },
];
