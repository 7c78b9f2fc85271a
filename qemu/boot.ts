import { spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { finished } from "node:stream/promises";
import type { Machine } from "./machines.ts";

export interface Boot {
  readonly machine: Machine;
  readonly kernel: string;
  readonly initrd: string;
  /** Files that become disks, by the serial number under which the device finds them. */
  readonly disks: Readonly<Record<string, string>>;
  /** The program to run once the rootfs is there. */
  readonly program: string;
  /** More words for the kernel's command line. */
  readonly words: readonly string[];
  /** File for all that the device writes to its console. */
  readonly log: string;
  /** Seconds after which the device is switched off. */
  readonly limit: number;
}

/** What qemu/init says first. */
const STARTED = "# the first program runs";

/** Seconds within which a device starts its first program: many times what it takes. */
const START_LIMIT = 120;

/** How often a device is switched on that does not start. */
const TRIES = 3;

/**
 * Runs a device until it reboots, or for as long as it may; what it wrote is in the log. One that does not start its first program is
 * switched on again: QEMU's MIPS board now and then stops for good in the kernel's first second, its processor waiting for an interrupt
 * (seen with QEMU 7.2: no thread of it runs, and the console says nothing more). A kernel that never starts fails all tries.
 */
export const boot = async (device: Boot): Promise<void> => {
  for (let tries = 1; ; tries++) {
    await switchOn(device);
    if (tries === TRIES || readFileSync(device.log, "utf8").includes(STARTED)) return;
  }
};

const switchOn = async ({ machine, kernel, initrd, disks, program, words, log, limit }: Boot): Promise<void> => {
  const [qemu, ...board] = machine.qemu;
  const drives = Object.entries(disks).flatMap(([serial, file]) => {
    const drive = `if=none,id=${serial},format=raw,cache=unsafe,file=${file}`;
    return ["-drive", drive, "-device", `virtio-blk-${machine.bus},drive=${serial},serial=${serial}`];
  });
  const commandLine = [`console=${machine.console}`, "quiet", "panic=-1", "apparmor=0", "selinux=0", `program=${program}`, ...words];
  const options = ["-nographic", "-no-reboot", "-nic", "none", "-monitor", "none", "-serial", "stdio"];
  const system = ["-kernel", kernel, "-initrd", initrd, "-append", commandLine.join(" ")];
  const output = createWriteStream(log);
  const child = spawn(qemu, [...board, ...options, ...drives, ...system], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: limit * 1000,
    killSignal: "SIGKILL",
  });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const start = setTimeout(() => {
    if (!readFileSync(log, "utf8").includes(STARTED)) child.kill("SIGKILL");
  }, START_LIMIT * 1000);
  await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
  clearTimeout(start);
  await finished(output.end());
};
