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

/** Seconds without a word on the console after which a device counts as stuck: many times what any step takes. */
const SILENCE = 240;

/** How often a device is switched on that is stuck before it has said anything of its checks. */
const TRIES = 3;

/** The first check's line (TAP). */
const CHECKED = /^(not )?ok 1 /m;

/**
 * Runs a device until it reboots, or for as long as it may; what it wrote is in the log. One that falls silent before its first check is
 * switched on again: QEMU's MIPS board now and then stops for good within the kernel's first seconds, its processor waiting for an interrupt
 * (seen with QEMU 7.2: no thread of it runs, and the console says nothing more). A device that never gets to its checks fails all tries.
 */
export const boot = async (device: Boot): Promise<void> => {
  for (let tries = 1; ; tries++) {
    const isStuck = await switchOn(device);
    if (!isStuck || tries === TRIES || CHECKED.test(readFileSync(device.log, "utf8"))) return;
  }
};

/** Whether the device was switched off because it said nothing any more. */
const switchOn = async ({ machine, kernel, initrd, disks, program, words, log, limit }: Boot): Promise<boolean> => {
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
  let isStuck = false;
  const silence = setTimeout(() => {
    isStuck = true;
    child.kill("SIGKILL");
  }, SILENCE * 1000);
  child.stdout.on("data", () => silence.refresh());
  await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
  clearTimeout(silence);
  await finished(output.end());
  return isStuck;
};
