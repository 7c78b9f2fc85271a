import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { debianRootfs } from "../support/debian-rootfs.ts";
import { expectLiblxcAccepts } from "../support/liblxc.ts";
import { isRoot, needs } from "../support/needs.ts";
import { run, type Run } from "../support/shell.ts";
import { expectOraclesAgree } from "../support/tar-oracles.ts";
import { buildOn, descriptions, writeOverlay } from "./containers.ts";
import { type Device, makeDevice } from "./device.ts";

const DEVICES = [
  { arch: "armhf", libraries: "arm-linux-gnueabihf", qemu: "qemu-arm-static", rootfs: await debianRootfs("armhf") },
  { arch: "arm64", libraries: "aarch64-linux-gnu", qemu: "qemu-aarch64-static", rootfs: await debianRootfs("arm64") },
  { arch: "mipsel", libraries: "mipsel-linux-gnu", qemu: "qemu-mipsel-static", rootfs: await debianRootfs("mipsel") },
] as const;

/** The programs of each container, how each is started, and what it says then. */
const PROGRAMS: Readonly<Record<string, readonly { readonly command: readonly [string, ...string[]]; readonly says: RegExp }[]>> = {
  "dhclient.xml": [{ command: ["/sbin/dhclient", "--version"], says: /^isc-dhclient-4/ }],
  "dbus.xml": [
    { command: ["/usr/bin/dbus-daemon", "--version"], says: /^D-Bus Message Bus Daemon/ },
    { command: ["/usr/bin/dbus-send", "--help"], says: /^Usage: .*dbus-send/ },
  ],
  "iptool.xml": [
    { command: ["/bin/ip", "-V"], says: /^ip utility/m },
    { command: ["/bin/busybox", "echo", "here"], says: /^here$/m },
  ],
  "ping.xml": [{ command: ["/bin/ping", "-V"], says: /^ping from iputils/ }],
};

const ENTER = join(import.meta.dirname, "enter");
const LIBRARY = /^ *<Entry[^>]*>([^/]*)<\/Entry>\n/gm;

describe.each(DEVICES)("a Debian rootfs for $arch", ({ arch, libraries, qemu, rootfs }) => {
  if (rootfs === undefined) return it.skip("can't be made", () => undefined);
  const host = readFileSync(rootfs);
  const texts = descriptions();
  const overlayPath = join(mkdtempSync(join(tmpdir(), "lxc-overlay-real-")), "overlay.tar");
  afterAll(() => rmSync(join(overlayPath, ".."), { recursive: true }));

  it("gives an overlay without errors, in the dialect of its package database", async () => {
    const built = await buildOn(host, arch, texts);
    expect(built.findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "caps-on-host-file: every user of the host who may execute /bin/ip gets these capabilities",
      "left-dangling: moving /bin/ping leaves /bin/ping4 and 1 more of the host's symlinks without a target",
    ]);
    expect(built.status).toBe(0);
    expect(built.report).toMatchObject({
      dialect: "5.0",
      dialectReason: expect.stringMatching(/^package liblxc1 1:5\.0\.\S+ in \/var\/lib\/dpkg\/status$/),
    });
    writeOverlay(built, overlayPath);
  });

  it("names a library that was left out, and the chain of who needs it", async () => {
    const without = { "dbus.xml": (texts["dbus.xml"] ?? "").replace("        <Entry>libgpg-error</Entry>\n", "") };
    const { status, findings } = await buildOn(host, arch, without);
    expect(status).toBe(1);
    const usr = `usr/lib/${libraries}`;
    expect(findings.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(
        `^missing-library: libgpg-error\\.so\\.0 is needed by ${usr}/libgcrypt\\.so\\.20\\S* ` +
          `\\(needed by ${usr}/libsystemd\\.so\\.0\\S*\\) \\(needed by usr/bin/dbus-daemon\\) but not in the container`,
      ),
    ]);
  });

  needs(
    "go",
    "bsdtar",
    "python3",
  )("readers of tar", () => {
    it("agree on every entry of it", () => expectOraclesAgree(overlayPath));
  });

  needs("lxc-info")("liblxc", () => {
    it("accepts every lxc.conf", () => {
      for (const name of ["DBUS", "DHCLIENT", "IPTOOL", "PING"]) {
        const conf = execFileSync("tar", ["-xOf", overlayPath, `container/${name}/conf/lxc.conf`], { encoding: "utf8" });
        expectLiblxcAccepts(conf, "5.0");
      }
    });
  });

  // Its own dynamic linker, run by qemu-user in the container's root, knows best which libraries are there.
  isRoot(needs(qemu, "unshare"))("its dynamic linker", () => {
    let device: Device;
    beforeAll(() => void (device = makeDevice(rootfs)));
    afterAll(() => device.remove());

    const enter = (overlay: string, xml: string, ...command: readonly string[]): Run => {
      rmSync(join(device.root, "container"), { recursive: true, force: true });
      device.extract(overlay);
      return run([ENTER, device.root, xml.replace(".xml", "").toUpperCase(), qemu, ...command]);
    };

    it("starts every program", () => {
      for (const [xml, programs] of Object.entries(PROGRAMS)) {
        for (const { command, says } of programs) {
          const { stdout, stderr } = enter(overlayPath, xml, ...command);
          expect(`${stdout}${stderr}`).toMatch(says);
        }
      }
    });

    // One architecture shows it: the directories and names of libraries are all that differs.
    if (arch === "armhf") {
      it("misses the same libraries as we do when one is left out", { timeout: 300_000 }, async () => {
        for (const [xml, text] of Object.entries(texts)) {
          for (const [line, library = ""] of text.matchAll(LIBRARY)) {
            if (library === "ld") continue;
            const built = await buildOn(host, arch, { [xml]: text.replace(line, "") }, "--missing-libs", "warn");
            const ours = built.findings.flatMap(({ code, message }) => (code === "missing-library" ? [message.split(" ", 1)[0]] : []));
            const overlay = writeOverlay(built, join(overlayPath, "../without.tar"));
            const traced = (PROGRAMS[xml] ?? []).map(
              ({ command: [program] }) => enter(overlay, xml, "-E", "LD_TRACE_LOADED_OBJECTS=1", program).stdout,
            );
            const theirs = [...traced.join("\n").matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
            expect(new Set(ours), `${xml} without ${library}`).toEqual(new Set(theirs));
            // Tagged for another architecture, the entry brought nothing.
            expect(theirs.length > 0, `${xml} without ${library}`).toBe(!line.includes("ARCH") || line.includes(arch));
          }
        }
      });
    }

    it("can't be found itself when it is left out", async () => {
      const without = (texts["ping.xml"] ?? "").replace("        <Entry>ld</Entry>\n", "");
      const built = await buildOn(host, arch, { "ping.xml": without }, "--missing-libs", "warn");
      expect(built.findings.map(({ code }) => code)).toContain("missing-interpreter");
      expect(enter(writeOverlay(built, join(overlayPath, "../without.tar")), "ping.xml", "/bin/ping", "-V").status).not.toBe(0);
    });
  });
});

/** What the plain command `mmdebstrap --variant=extract` leaves: no users, and an empty package database. */
const PLAIN = ["./etc/passwd", "./etc/group", "./var/lib/dpkg/status"];

describe.skipIf(DEVICES[0].rootfs === undefined)("a Debian rootfs without accounts and package database", () => {
  it("is read as what liblxc says it is, for containers of root", async () => {
    const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-plain-"));
    const path = join(directory, "rootfs.tar");
    execFileSync("cp", [DEVICES[0].rootfs ?? "", path]);
    execFileSync("tar", ["--delete", "-f", path, ...PLAIN]);
    const ping = (descriptions()["ping.xml"] ?? "").replace(/ *<UserName>.*\n/, "");
    const built = await buildOn(readFileSync(path), "armhf", { "ping.xml": ping });
    rmSync(directory, { recursive: true });
    expect(built.findings.map(({ code }) => code)).toEqual(["start-as-root", "left-dangling"]);
    expect(built.report).toMatchObject({
      dialect: "5.0",
      dialectReason: expect.stringMatching(/^version 5\.0\.\d+ inside \/usr\/lib\/arm-linux-gnueabihf\/liblxc\.so\.1\./),
    });
  });
});
