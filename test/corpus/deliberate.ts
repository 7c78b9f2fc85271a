import { type Kind, sound } from "./case.ts";
import { bind, move, PROC } from "./description.ts";

const devices = (...rules: readonly string[]): { readonly config: readonly string[] } => ({
  config: ["<DeviceCgroup>", ...rules.map((rule) => `<DevicesAllow>${rule}</DevicesAllow>`), "</DeviceCgroup>"],
});

/** What somebody has decided, and what might be taken for a mistake: capabilities(7); LXC 5.0.2, src/lxc/cgroups/cgroup2_devices.c. */
export const DELIBERATE: Kind = {
  kind: "deliberate",
  faults: [],
  clean: [
    sound("all-devices", "the word for all devices", devices("a")),
    sound("all-devices-in-full", "the same by numbers: the first rule that fits decides, and it fits all", devices("a *:* rwm")),
    sound("all-devices-and-one", "a rule more than is needed takes nothing away", devices("c 10:242 rw", "a *:* rwm")),
    sound("whole-dev", "a container that manages devices sees the host's /dev", {
      config: ["<AutoDev>0</AutoDev>"],
      mounts: [bind("/dev", { type: "dir", options: "rbind,nosuid,noexec" })],
    }),
    sound("no-capability", "LXC's word for no capability at all: lxc.container.conf(5), lxc.cap.keep", {
      config: ["<CapKeep>none</CapKeep>"],
    }),
    sound("kept-capabilities", "more than the program has: what else the container may get is nobody's to judge", {
      config: ["<CapKeep>net_raw net_admin sys_admin</CapKeep>"],
      program: [PROC],
      moves: [move("/usr/bin/app", { caps: "cap_net_raw+ep" })],
    }),
    sound(
      "kept-by-root",
      "a root process has what the bounding set leaves it",
      { user: "", config: ["<CapKeep>net_admin sys_admin sys_module</CapKeep>"] },
      { options: { secure: false } },
    ),
    sound("nothing-gained", "NoNewPrivs beside no capability: twice the same, on purpose", {
      config: ["<CapKeep>none</CapKeep>", "<NoNewPrivs>1</NoNewPrivs>"],
    }),
    sound("host-network", "a container of the host's network", { config: ['<Network type="none"/>'] }),
    sound("no-network", "and one of none", { config: ['<Network type="empty"/>'] }),
  ],
};
