import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
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

/** Runs a device until it reboots, or for as long as it may; what it wrote is in the log. */
export const boot = async ({ machine, kernel, initrd, disks, program, words, log, limit }: Boot): Promise<void> => {
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
  await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
  await finished(output.end());
};
