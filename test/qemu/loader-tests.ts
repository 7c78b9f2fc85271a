import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { askLoader } from "../../qemu/ask-loader.ts";
import { MACHINES } from "../../qemu/machines.ts";
import { run } from "../../qemu/run.ts";
import { type Answer, readAnswers } from "../loader/answers.ts";
import { loadsOf } from "../loader/loads-of.ts";
import { linkedFiles, rootfsAt } from "../loader/rootfs-at.ts";
import { type DebianArch, debianRootfs } from "../support/debian-rootfs.ts";
import { needs } from "../support/needs.ts";

const LOGS = resolve(import.meta.dirname, "../../.cache/qemu/logs");

/** Seconds that a device may run, several times what it takes on a core of its own. */
const LIMIT = 900;

/**
 * What makes it interesting: libraries below RUNPATH (systemd, pulseaudio, strongswan, sudo), modules that nothing needs (python3, perl,
 * gconv with `$ORIGIN`), directories of ld.so.conf.d (fakeroot), needs that are not there (numpy's, since no maintainer script runs).
 */
const PACKAGES =
  "systemd systemd-sysv dbus python3 python3-numpy perl pulseaudio-utils strongswan sudo fakeroot openssl iproute2 util-linux libc-bin dash coreutils";

/** Boots a device with a Debian rootfs, and compares what its own loader says of every file that is linked with what we say. */
export const testLoader = (name: "arm" | "mips"): void => {
  const machine = MACHINES[name];
  const arch = machine.debian as DebianArch;
  needs(
    machine.qemu[0],
    "mmdebstrap",
    "bsdtar",
    "busybox",
    "mke2fs",
  )(`the loader of ${arch}`, () => {
    let theirs: ReadonlyMap<string, Answer> = new Map();
    let ours: ReadonlyMap<string, Answer> = new Map();
    beforeAll(
      async () => {
        const rootfs = await debianRootfs(arch, PACKAGES.split(" "));
        if (rootfs === undefined) throw new Error(`no Debian rootfs for ${arch}`);
        mkdirSync(LOGS, { recursive: true });
        const files = linkedFiles(rootfsAt(rootfs));
        const question = { machine, rootfs, files, log: join(LOGS, `${name}-loader.log`), limit: LIMIT };
        const { answers, cache } = await askLoader(question);
        if (!answers.endsWith("# end of answers\n")) throw new Error(`the device did not come to its end (console: ${question.log})`);
        theirs = readAnswers(answers, machine.loader);
        const loads = await withCache(rootfs, cache, (file) => loadsOf(rootfsAt(file), machine.loader));
        ours = new Map(files.map((file) => [file, loads(file)]));
      },
      2 * LIMIT * 1000,
    );

    it("loads for every file what we say", () => {
      expect(theirs.size).toBeGreaterThan(800);
      expect(Object.fromEntries(theirs)).toEqual(Object.fromEntries(ours));
    });

    it("was asked about needs that are found in each way, and such that are not", () => {
      const found = new Set([...theirs.values()].flatMap((answer) => [...answer.values()]));
      const directories = new Set([...found].map((path) => path?.replace(/\/[^/]*$/, "")));
      const usual = `/usr/lib/${machine.triplet}`;
      for (const below of ["systemd", "pulseaudio", "gconv"]) expect(directories).toContain(`${usual}/${below}`);
      expect([...theirs].filter(([, answer]) => [...answer.values()].includes(undefined)).length).toBeGreaterThan(5);
    });
  });
};

/** What a function makes of the rootfs with the cache that the device made. */
const withCache = async <T>(rootfs: string, cache: Uint8Array, use: (file: string) => T): Promise<T> => {
  const work = mkdtempSync(join(tmpdir(), "lxc-overlay-cache-"));
  try {
    mkdirSync(join(work, "etc"));
    writeFileSync(join(work, "etc/ld.so.cache"), cache);
    const file = join(work, "rootfs.tar");
    await run("bsdtar", "-cf", file, "--format=pax", `@${rootfs}`, "-C", work, "./etc/ld.so.cache");
    return use(file);
  } finally {
    rmSync(work, { recursive: true });
  }
};
