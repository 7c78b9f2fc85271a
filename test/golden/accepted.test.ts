import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Dialect } from "../../src/model/options.ts";
import type { ArchiveEntry } from "../../src/tar/entry.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import { expectLiblxcAccepts } from "../support/liblxc.ts";
import { memorySource } from "../support/memory-host.ts";
import { isRoot, needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { run, shellcheck } from "../support/shell.ts";
import { expectOraclesAgree } from "../support/tar-oracles.ts";
import { caseNames, runCase, rootfsOf } from "./golden-case.ts";

interface Accepted {
  readonly name: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly overlay: Uint8Array;
  readonly entries: readonly ArchiveEntry[];
}

const runAccepted = async (name: string): Promise<readonly Accepted[]> => {
  const { golden, overlay } = await runCase(name);
  if (overlay === undefined) return [];
  return [{ name, texts: golden, overlay, entries: [...readArchive(memorySource(overlay), name).value] }];
};

const CASES = (await Promise.all(caseNames().map(runAccepted))).flat();

/** Texts of all overlays whose path ends so, by case and path. */
const textsAt = (end: string): readonly { readonly place: string; readonly text: string }[] =>
  CASES.flatMap(({ name, texts }) =>
    Object.entries(texts).flatMap(([path, text]) => (path.endsWith(end) ? [{ place: `${name}: ${path}`, text }] : [])),
  );

it("there are overlays", () => expect(CASES.length).toBeGreaterThan(30));

needs(
  "bsdtar",
  "python3",
  "go",
)("readers of tar", () => {
  it("agree on every entry of every overlay", () => {
    // All in one archive, so that each reader starts once: an overlay is its entries and then two zero blocks.
    const end = Buffer.alloc(1024);
    for (const { name, overlay } of CASES) expect(end.equals(overlay.subarray(-1024)), name).toBe(true);
    const path = join(scratch(), "all.tar");
    writeFileSync(path, Buffer.concat([...CASES.map(({ overlay }) => overlay.subarray(0, -1024)), end]));
    expectOraclesAgree(path);
  });
});

isRoot(needs("busybox"))("BusyBox tar", () => {
  it.each(CASES)("extracts $name over its host", ({ name, overlay, entries, texts }) => {
    const root = join(scratch(), "root");
    mkdirSync(root);
    execFileSync("tar", ["-xp", "-C", root, "--numeric-owner"], { input: rootfsOf(name) });
    expect(run(["busybox", "tar", "-xpf", fileOf(overlay), "-C", root])).toMatchObject({ status: 0, stderr: "" });
    // What it can't restore was warned of; and it leaves symlinks to root.
    if (texts["stderr"]?.includes("warning[needs-pax-record]") === true) return;
    expect(entries.map(({ path }) => shownOnDisk(root, path))).toEqual(entries.map(shownInArchive));
  });
});

needs("lxc-info", "lxc-update-config")("liblxc", () => {
  it.each(textsAt("/conf/lxc.conf"))("accepts $place", ({ text }) => {
    expectLiblxcAccepts(text, dialectOf(text));
  });
});

needs("findmnt")("mount entries", () => {
  it("are lines of fstab(5)", () => {
    const confs = textsAt("/conf/lxc.conf").map(({ text }) => text);
    const lines = [...confs.join("\n").matchAll(/^lxc\.mount\.entry = (.*)$/gm)].map(([, line = ""]) => line);
    const table = join(scratch(), "fstab");
    writeFileSync(table, lines.map((line) => `${line}\n`).join(""));
    const columns = ["SOURCE", "TARGET", "FSTYPE", "OPTIONS", "FREQ", "PASSNO"];
    const { status, stdout, stderr } = run(["findmnt", "-J", "--tab-file", table, "-o", columns.join()]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { filesystems } = JSON.parse(stdout) as { readonly filesystems: readonly Readonly<Record<string, unknown>>[] };
    expect(filesystems.map((each) => columns.map((column) => String(each[column.toLowerCase()])))).toEqual(
      lines.map((line) => line.split(" ").map(decoded)),
    );
  });
});

needs("shellcheck")("scripts other than launchers", () => {
  it("are clean for shellcheck", () => {
    const scripts = [...textsAt("/conf/remount.sh"), ...textsAt("/lxccpid")];
    expect(scripts.length).toBeGreaterThan(1);
    expect(shellcheck(...scripts.map(({ text }) => text))).toBe("");
  });
});

const decoded = (word: string): string => word.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));

const fileOf = (overlay: Uint8Array): string => {
  const path = join(scratch(), "overlay.tar");
  writeFileSync(path, overlay);
  return path;
};

/** By keys that only one of them has: the legacy names, and what is written from 4.0 on. */
const dialectOf = (conf: string): Dialect => (/^lxc\.utsname = /m.test(conf) ? "2.0" : "5.0");

const shownInArchive = ({ path, type, mode, uid, gid, target }: ArchiveEntry): string =>
  type === "symlink" ? `${path} -> ${target}` : `${path} ${type === "directory" ? "d" : "f"} ${mode.toString(8)} ${uid}:${gid}`;

const shownOnDisk = (root: string, path: string): string => {
  const stat = lstatSync(join(root, path));
  if (stat.isSymbolicLink()) return `${path} -> ${readlinkSync(join(root, path))}`;
  return `${path} ${stat.isDirectory() ? "d" : "f"} ${(stat.mode & 0o7777).toString(8)} ${stat.uid}:${stat.gid}`;
};
