import { copyFileSync, createReadStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { boot } from "./boot.ts";
import { makeInitrd } from "./initrd.ts";
import { MACHINES } from "./machines.ts";
import { fetchParts } from "./parts.ts";
import { ROOT, run } from "./run.ts";

/** Seconds after which the device is switched off. */
const LIMIT = 900;

/**
 * `ROOTFS OVERLAY COMMAND`: boots an emulated ARM device whose rootfs is the first with the second applied, by its own systemd, runs the command
 * of sh there once the boot is over, and prints what it prints. Ends with the command's status. An empty OVERLAY is none.
 */
const main = async ([rootfs = "", overlay = "", command = ""]: readonly string[]): Promise<number> => {
  const machine = MACHINES.arm;
  process.stderr.write("getting a kernel (the first time from Debian's mirror)\n");
  const parts = await fetchParts(machine);
  const work = mkdtempSync(join(tmpdir(), "lxc-overlay-boot-"));
  try {
    const at = (name: string): string => join(work, name);
    await run(process.execPath, join(ROOT, "dist/main-rootfs.js"), join(import.meta.dirname, "boot.manifest"), at("boot.tar"));
    const overlays = [...(overlay === "" ? [] : [overlay]), at("boot.tar")];
    await run(process.execPath, join(ROOT, "dist/main.js"), "apply", "-q", rootfs, ...overlays, "-o", at("device.tar"));
    mkdirSync(at("test"));
    writeFileSync(at("test/command"), `${command}\n`);
    copyFileSync(join(import.meta.dirname, "run-command"), at("test/run-command"));
    await run("tar", "-cf", at("test.tar"), "-C", at("test"), ".");
    await run("mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", at("disk"), "2G");
    process.stderr.write("booting: a minute or so\n");
    const initrd = await makeInitrd(parts, work);
    const disks = { device: at("disk"), rootfs: at("device.tar"), test: at("test.tar") };
    const words = [
      "systemd.firstboot=off",
      "systemd.show_status=0",
      "systemd.getty_auto=0",
      "systemd.unit=boot.target",
      "systemd.log_level=warning",
    ];
    await boot({ machine, kernel: parts.kernel, initrd, disks, program: "/sbin/init", words, log: at("log"), limit: LIMIT });
    return await tell(at("log"));
  } finally {
    rmSync(work, { recursive: true });
  }
};

/** Prints what the command printed; all that the console said where it never came to it. */
const tell = async (log: string): Promise<number> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of createReadStream(log)) chunks.push(chunk as Uint8Array);
  const text = Buffer.concat(chunks).toString().replace(/\r\n/g, "\n");
  const [, said = "", status] = /^=== begin\n([\s\S]*)^=== end (\d+)$/m.exec(text) ?? [];
  process.stdout.write(status === undefined ? text : said);
  if (status === undefined) process.stderr.write("the device did not come to the command\n");
  return status === undefined ? 1 : Number(status);
};

process.exitCode = await main(process.argv.slice(2));
