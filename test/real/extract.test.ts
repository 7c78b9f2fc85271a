import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, type Stats, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { debianRootfs } from "../support/debian-rootfs.ts";
import { installed } from "../support/installed.ts";
import { isRoot, needs } from "../support/needs.ts";
import type { EntryRecord } from "../../src/report/entry-record.ts";
import { type Built, buildOn, descriptions, writeOverlay } from "./containers.ts";
import { type Device, makeDevice } from "./device.ts";

const rootfs = await debianRootfs("armhf");

(rootfs === undefined ? describe.skip : isRoot(needs("getcap", "busybox")))("an overlay of a Debian rootfs, extracted over it", () => {
  const host = rootfs ?? "";
  const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-extract-"));
  const overlay = join(directory, "overlay.tar");
  const main = installed();
  let built: Built;
  let device: Device;
  let directoriesBefore: ReadonlyMap<string, string>;

  beforeAll(async () => {
    built = await buildOn(readFileSync(host), "armhf", descriptions());
    writeOverlay(built, overlay);
    device = makeDevice(host);
    directoriesBefore = directoriesOf(device.root);
    // Ahead, so that the directories get their time back from the overlay.
    for (const path of built.report.removed) rmSync(join(device.root, path), { recursive: true });
    device.extract(overlay);
  });
  afterAll(() => {
    device.remove();
    rmSync(directory, { recursive: true });
  });

  const apply = (output: string, archive: string): string => {
    execFileSync(process.execPath, [main, "apply", archive, overlay, "-o", output, "-q"], { cwd: directory, stdio: "ignore" });
    return join(directory, output);
  };

  it("gives each entry the type, owner, mode, target and capabilities of the report", () => {
    const entries = built.report.entries.filter(({ path }) => !path.includes(".wh."));
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.map((entry) => shownOnDisk(device.root, entry.path))).toEqual(entries.map(shownInReport));
    expect(capabilitiesOf(device.root)).toEqual(
      entries.flatMap(({ path, caps }) => (caps === undefined ? [] : [`./${path} ${caps}`])).toSorted(),
    );
  });

  it("gives the capabilities that the descriptions ask for, and no others", () => {
    expect(capabilitiesOf(device.root)).toEqual([
      "./bin/ip cap_net_admin=ep",
      "./container/DHCLIENT/rootfs/sbin/dhclient cap_net_admin,cap_net_raw=ep",
      "./container/PING/rootfs/bin/ping cap_net_raw=ep",
    ]);
  });

  it("makes hard links names of the host's own libraries", () => {
    const links = built.report.entries.filter(({ type }) => type === "hardlink");
    expect(links.length).toBeGreaterThan(5);
    const inodeOf = (path: string): number => lstatSync(join(device.root, path)).ino;
    for (const { path, target } of links) expect(inodeOf(path), path).toBe(inodeOf(target));
  });

  it("changes no directory of the host", () => {
    const after = directoriesOf(device.root);
    for (const [path, before] of directoriesBefore) expect(`${path} ${after.get(path)}`).toBe(`${path} ${before}`);
  });

  it("leaves the tree that apply makes, which is the same every time", { timeout: 300_000 }, () => {
    const applied = apply("device.tar", host);
    const gzipped = join(directory, "rootfs.tar.gz");
    execFileSync("sh", ["-c", 'gzip -1 -n < "$0" > "$1"', host, gzipped]);
    expect(sha256Of(apply("again.tar", gzipped))).toBe(sha256Of(applied));

    // GNU tar sets the time of a directory when it has left it, and the hard links come after all else.
    for (const { path } of built.report.entries.filter(({ type }) => type === "hardlink")) utimesSync(join(device.root, path, ".."), 0, 0);
    const other = makeDevice(applied);
    const [ours, theirs] = [other, device].map(({ root }) => packed(root));
    other.remove();
    expect(ours?.listing).toEqual(theirs?.listing);
    expect(ours?.sha256).toBe(theirs?.sha256);
  });

  it("is extracted by BusyBox as well, but for the capabilities", () => {
    const busy = makeDevice(host);
    execFileSync("busybox", ["tar", "-xpf", overlay, "-C", busy.root]);
    const { entries } = built.report;
    // It leaves symlinks to root, which changes nothing for whoever follows them.
    const expected = entries.map((entry) => shownInReport(entry.type === "symlink" ? { ...entry, uid: 0, gid: 0 } : entry));
    expect(entries.map((entry) => shownOnDisk(busy.root, entry.path))).toEqual(expected);
    for (const { path } of entries.filter(({ type }) => type === "file")) {
      if (path.includes(".wh.")) continue;
      expect(sha256Of(join(busy.root, path)), path).toBe(sha256Of(join(device.root, path)));
    }
    expect(capabilitiesOf(busy.root)).toEqual([]);
    busy.remove();
  });
});

const TYPES: Readonly<Record<string, string>> = { directory: "directory", file: "file", hardlink: "file", symlink: "symlink" };

const shownInReport = ({ path, type, mode, uid, gid, target }: EntryRecord): string =>
  `${path} ${TYPES[type]} ${mode} ${uid}:${gid} ${type === "symlink" ? target : ""}`;

const shownOnDisk = (root: string, path: string): string => {
  const stat = lstatSync(join(root, path));
  const mode = (stat.mode & 0o7777).toString(8).padStart(4, "0");
  return `${path} ${typeOf(stat)} ${mode} ${stat.uid}:${stat.gid} ${stat.isSymbolicLink() ? readlinkSync(join(root, path)) : ""}`;
};

const typeOf = (stat: Stats): string => (stat.isDirectory() ? "directory" : stat.isSymbolicLink() ? "symlink" : "file");

const capabilitiesOf = (root: string): string[] => {
  const lines = execFileSync("sh", ["-c", 'PATH="$PATH:/sbin:/usr/sbin"; getcap -r .'], { cwd: root, encoding: "utf8" });
  return lines.split("\n").slice(0, -1).toSorted();
};

/** Mode, owner and time of each directory below a root. (The root's own time changes with the first `container`.) */
const directoriesOf = (root: string): Map<string, string> => {
  const directories = readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => each.isDirectory());
  return new Map(
    directories.map((each) => {
      const path = join(each.parentPath, each.name);
      const { mode, uid, gid, mtimeMs } = lstatSync(path);
      return [path.slice(root.length), `${mode.toString(8)} ${uid}:${gid} ${mtimeMs}`];
    }),
  );
};

/** A tree as GNU tar sees it: names, types, modes, owners, times, xattrs, hard-link groups and contents. */
const packed = (root: string): { readonly listing: readonly string[]; readonly sha256: string } => {
  const archive = `${root}.tar`;
  const how = ["--sort=name", "--format=posix", "--pax-option=delete=atime,delete=ctime,exthdr.name=%d/PaxHeaders/%f", "--numeric-owner"];
  execFileSync("tar", [...how, "--xattrs", "--xattrs-include=*", "-C", root, "-cf", archive, ...readdirSync(root).toSorted()]);
  const list = ["--xattrs", "--xattrs-include=*", "--numeric-owner", "--full-time", "-tvvf", archive];
  const listing = execFileSync("tar", list, { encoding: "utf8", maxBuffer: 1 << 28 }).split("\n");
  const sha256 = sha256Of(archive);
  rmSync(archive);
  return { listing, sha256 };
};

const sha256Of = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");
