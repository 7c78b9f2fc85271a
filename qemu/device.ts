import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { boot } from "./boot.ts";
import type { Machine } from "./machines.ts";
import { fetchParts } from "./parts.ts";
import type { Scenario } from "./scenarios.ts";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "..");
const MANIFEST = join(ROOT, "test/qemu/rootfs.manifest");
const GUEST = ["main", "checks.sh", "helpers.sh"];

export interface DeviceRun {
  readonly machine: Machine;
  /** The directory of lxc-overlay's compiled programs. */
  readonly programs: string;
  readonly scenarios: readonly Scenario[];
  readonly words: readonly string[];
  readonly log: string;
  readonly limit: number;
}

/** Builds the scenarios' overlays for a device, boots it with them, and gives what it wrote to its console. */
export const runDevice = async ({ machine, programs, scenarios, words, log, limit }: DeviceRun): Promise<string> => {
  const parts = await fetchParts(machine);
  const work = mkdtempSync(join(tmpdir(), "lxc-overlay-device-"));
  try {
    const rootfs = join(work, "rootfs.tar");
    await run(process.execPath, [join(programs, "main-rootfs.js"), MANIFEST, join(work, "files.tar")]);
    await overlayTool(programs, ["apply", parts.debian, join(work, "files.tar"), "-o", rootfs]);
    const config = join(work, "config.ini");
    writeFileSync(config, configFor(machine));

    const test = join(work, "test");
    mkdirSync(test);
    for (const { name, builds, descriptions, checks } of scenarios) {
      mkdirSync(join(test, name));
      for (const [index, options] of builds.entries()) {
        const overlay = join(test, name, index === 0 ? "overlay.tar" : `overlay-${index + 1}.tar`);
        await overlayTool(programs, ["build", "-q", "-r", rootfs, "-c", config, "-o", overlay, ...options, ...descriptions]);
      }
      cpSync(checks, join(test, name, "checks"));
    }
    for (const file of GUEST) cpSync(join(import.meta.dirname, file), join(test, file));
    writeFileSync(join(test, "scenarios"), scenarios.map(({ name }) => `${name}\n`).join(""));
    await run("tar", ["-cf", join(work, "test.tar"), "-C", test, "."]);

    const device = join(work, "device");
    await run("mke2fs", ["-q", "-t", "ext4", "-O", "^has_journal", device, "1G"], { env: { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin` } });
    const initrd = join(work, "initrd");
    await run("sh", ["-c", '{ bsdtar -c --format=newc --uid 0 --gid 0 -C "$2" init; cat "$1"; } > "$0"', initrd, parts.initrd, import.meta.dirname]);
    await boot({ machine, kernel: parts.kernel, initrd, disks: { device, rootfs, test: join(work, "test.tar") }, program: "/test/main", words, log, limit });
    return readFileSync(log, "utf8");
  } finally {
    rmSync(work, { recursive: true });
  }
};

const overlayTool = async (programs: string, words: readonly string[]): Promise<void> => {
  await run(process.execPath, [join(programs, "main.js"), ...words]);
};

/** The product's config.ini, libraries being in the CPU's own directories. */
const configFor = ({ triplet }: Machine): string =>
  readFileSync(join(ROOT, "config.ini"), "utf8").replace(/^(\[LIBRARIES\][^=]*= *).*$/m, `$1/lib, /lib/${triplet}, /usr/lib, /usr/lib/${triplet}`);
