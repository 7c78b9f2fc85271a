import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runDevice } from "../../qemu/device.ts";
import { MACHINES } from "../../qemu/machines.ts";
import { MODES } from "../../qemu/modes.ts";
import { readScenarios } from "../../qemu/scenarios.ts";
import { readVerdicts } from "../../qemu/verdicts.ts";
import { installed } from "../support/installed.ts";

interface Fault {
  readonly title: string;
  readonly mode: keyof typeof MODES;
  readonly scenario: string;
  /** What makes the overlay faulty, once it is on the device. */
  readonly command: string;
}

const FAULTS: readonly Fault[] = [
  { title: "a wrong uid", mode: "small", scenario: "process", command: "sed -i s/uid.=.1000/uid=1001/ PROCESS/conf/lxc.conf" },
  { title: "a missing library", mode: "small", scenario: "process", command: "sed -i /libresolv/d PROCESS/conf/lxc.conf" },
  { title: "a lost capability", mode: "small", scenario: "caps", command: "setcap -r CAPS/rootfs/bin/ping" },
  { title: "a writable mount", mode: "small", scenario: "mounts", command: "sed -i '/ data none/s/ro,bind,/bind,/' MOUNTS/conf/lxc.conf" },
  { title: "a key of another dialect", mode: "small", scenario: "process", command: "sed -i s/uts.name/utsname/ PROCESS/conf/lxc.conf" },
  { title: "a missing mount point", mode: "small", scenario: "mounts", command: "rmdir MOUNTS/rootfs/var/state" },
  { title: "a wrong mode on the launcher", mode: "small", scenario: "process", command: "chmod 440 PROCESS/launcher/process.sh" },
  {
    title: "a hard link as a copy",
    mode: "small",
    scenario: "libraries",
    command: "cd LIBRARIES/rootfs/lib/*-linux-* && cp -p libc.so.6 copy && mv copy libc.so.6",
  },
  {
    title: "a hash in passwd",
    mode: "small",
    scenario: "process",
    command: "sed -i 's/^app:[^:]*/app:$6$salt$hash/' PROCESS/rootfs/etc/passwd",
  },
  { title: "a bundle's rootfs of root", mode: "small", scenario: "bundle", command: "chown -R 0:0 BUNDLE/rootfs_dobby" },
  { title: "a bundle's device without a mode", mode: "small", scenario: "bundle", command: "sed -i /fileMode/d BUNDLE/config.json" },
  {
    title: "a bundle's architectures as a string",
    mode: "small",
    scenario: "bundle",
    command: String.raw`sed -i '/"architectures"/{N;N;s/\[.*\(".*"\).*\]/\1/}' BUNDLE/config.json`,
  },
  {
    title: "a bundle in the network of the device",
    mode: "small",
    scenario: "bundle",
    command: `sed -i 's/"type": "network"/"type": "cgroup"/' BUNDLE/config.json`,
  },
  { title: "a bundle without a mount point", mode: "small", scenario: "bundle", command: "rmdir FOREIGN/rootfs_dobby/usr/bin" },
  {
    title: "a bundle that mounts what may be missing",
    mode: "small",
    scenario: "bundle",
    command: `sed -i '/"mounts"/a {"destination":"/var/absent","type":"bind","source":"/run/absent","options":["bind","ro"]},' BUNDLE/config.json`,
  },
  {
    title: "a wrong name to notify of",
    mode: "systemd",
    scenario: "units",
    command: "sed -i '/lxccpid/s/service.service/service-x/' NOTIFY/launcher/notify.sh",
  },
];

/** Whether the checks would notice: each fault is one boot, in which at least one of the scenario's checks must fail. */
const programs = dirname(installed());
const logs = mkdtempSync(join(tmpdir(), "lxc-overlay-faults-"));
afterAll(() => rmSync(logs, { recursive: true }));

const DEVICES = (["mips", "arm"] as const).flatMap((cpu) => FAULTS.map((fault) => ({ cpu, ...fault })));

it.each(DEVICES)(
  "$cpu: $title is noticed",
  async ({ cpu, mode, scenario, command }) => {
    const machine = MACHINES[cpu];
    const scenarios = readScenarios(join(import.meta.dirname, mode)).filter(({ name }) => name === scenario);
    const run = { machine, mode: MODES[mode], programs, scenarios, log: join(logs, "console"), limit: 420 };
    const { console } = await runDevice({ ...run, fault: `cd /container && ${command}` });
    const { verdicts, complete } = readVerdicts(console);
    const failed = [...verdicts].filter(([, { passed }]) => !passed).map(([title]) => title);
    expect(complete).toBe(true);
    expect(failed).not.toEqual([]);
    process.stdout.write(`${command}: noticed by ${failed.join("; ")}\n`);
  },
  900_000,
);
