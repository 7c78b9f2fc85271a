import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { buildAccused } from "./accused.ts";
import { boot } from "./boot.ts";
import { makeInitrd } from "./initrd.ts";
import type { Machine } from "./machines.ts";
import { fetchParts, type Parts } from "./parts.ts";
import { ROOT, run } from "./run.ts";
import type { Scenario } from "./scenarios.ts";

const GUEST = ["main", "checks.sh", "helpers.sh", "known-errors"];

/** How a device gets its overlays and starts. */
export interface Mode {
  /** `extract`: the device extracts the overlays over its rootfs; `apply`: its rootfs is what `lxc-overlay apply` made of them. */
  readonly overlays: "extract" | "apply";
  readonly program: string;
  /** More words for the kernel's command line. */
  readonly words: readonly string[];
}

export interface DeviceRun {
  readonly machine: Machine;
  readonly mode: Mode;
  /** The directory of lxc-overlay's compiled programs. */
  readonly programs: string;
  readonly scenarios: readonly Scenario[];
  /** A command that spoils the overlays on the device, to see whether the checks notice. */
  readonly fault?: string;
  /** File for all that the device writes to its console. */
  readonly log: string;
  /** Seconds after which the device is switched off. */
  readonly limit: number;
}

/** What came of a boot. */
export interface DeviceSaid {
  readonly console: string;
  /** By scenario, whom `check` accused of what: `CONTAINER code`, sorted. */
  readonly accusations: ReadonlyMap<string, readonly string[]>;
}

/** Builds the scenarios' overlays for a device, boots it with them, and gives what it wrote to its console. */
export const runDevice = async (device: DeviceRun): Promise<DeviceSaid> => {
  const { machine, mode, log, limit } = device;
  const parts = await fetchParts(machine);
  const work = mkdtempSync(join(tmpdir(), "lxc-overlay-device-"));
  try {
    const { rootfs, accusations } = await makeRootfs(device, parts, work);
    const disk = join(work, "disk");
    await run("mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", disk, "1G");
    const initrd = await makeInitrd(parts, work);
    const disks = { device: disk, rootfs, test: join(work, "test.tar") };
    await boot({ machine, kernel: parts.kernel, initrd, disks, program: mode.program, words: mode.words, log, limit });
    return { console: readFileSync(log, "utf8"), accusations };
  } finally {
    rmSync(work, { recursive: true });
  }
};

/** Makes `test.tar` in the directory, and gives the path of the rootfs' tarball and what was accused. */
const makeRootfs = async (
  { machine, mode, programs, scenarios, fault = "" }: DeviceRun,
  { debian }: Parts,
  work: string,
): Promise<{ readonly rootfs: string; readonly accusations: DeviceSaid["accusations"] }> => {
  const overlayTool = (...words: readonly string[]): Promise<unknown> => run(process.execPath, join(programs, "main.js"), ...words);
  const [files, rootfs, applied] = [join(work, "files.tar"), join(work, "rootfs.tar"), join(work, "applied.tar")];
  await run(process.execPath, join(programs, "main-rootfs.js"), join(ROOT, "test/qemu/rootfs.manifest"), files);
  await overlayTool("apply", debian, files, "-o", rootfs);
  const config = join(work, "config.ini");
  writeFileSync(config, configFor(machine));

  const test = join(work, "test");
  mkdirSync(test);
  const overlays: string[] = [];
  const accusations = new Map<string, readonly string[]>();
  for (const { name, directory, builds, descriptions: given, authored, accused } of scenarios) {
    cpSync(directory, join(test, name), { recursive: true });
    const device = ["-r", rootfs, "-c", config];
    const written: string[] = [];
    for (const [file = "", ...words] of authored) {
      const description = join(test, name, file);
      written.push(description);
      await overlayTool("new", ...device, "-o", description, ...words);
      await overlayTool("check", "--fix", ...device, "-s", "-S", "--strict", description);
    }
    const descriptions = [...given, ...written];
    if (accused !== undefined) {
      const found = await buildAccused({ ...accused, rootfs, config, descriptions, overlay: join(test, name, "accused.tar") });
      accusations.set(
        name,
        found
          .filter(({ severity }) => severity !== "hint")
          .map(accusation)
          .sort(),
      );
    }
    for (const [index, options] of builds.entries()) {
      const place = join(mode.overlays === "extract" ? test : work, name);
      mkdirSync(place, { recursive: true });
      const overlay = join(place, index === 0 ? "overlay.tar" : `overlay-${index + 1}.tar`);
      overlays.push(overlay);
      await overlayTool("build", "-q", ...device, "-o", overlay, ...options, ...descriptions);
    }
  }
  for (const file of GUEST) cpSync(join(import.meta.dirname, file), join(test, file));
  writeFileSync(join(test, "scenarios"), scenarios.map(({ name }) => `${name}\n`).join(""));
  writeFileSync(join(test, "fault"), fault);
  await run("tar", "-cf", join(work, "test.tar"), "-C", test, ".");
  if (mode.overlays === "extract") return { rootfs, accusations };
  await overlayTool("apply", rootfs, ...overlays, "-o", applied);
  return { rootfs: applied, accusations };
};

/** A description's file is called lxc_conf_CONTAINER.xml. */
const accusation = ({ code, location }: Diagnostic): string => `${/lxc_conf_(.*)\.xml$/.exec(location.file)?.[1] ?? location.file} ${code}`;

/** The product's config.ini, libraries being in the CPU's own directories. */
const configFor = ({ triplet }: Machine): string =>
  readFileSync(join(ROOT, "config.ini"), "utf8").replace(
    /^(\[LIBRARIES\][^=]*= *).*$/m,
    `$1/lib, /lib/${triplet}, /usr/lib, /usr/lib/${triplet}`,
  );
