import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { detectLxc } from "../../src/plan/detect-lxc.ts";
import { readPackageOwners } from "../../src/rootfs/packages.ts";
import { rpmVersion } from "../../src/rootfs/rpm-packages.ts";
import { readRpmDatabase } from "../../src/rpm/database.ts";
import { needs } from "../support/needs.ts";
import { rootfsOf } from "../rootfs/rootfs-of.ts";
import { makeRpmDatabases, type RpmDatabases } from "./rpm-databases.ts";

const linesOf = (bytes: Uint8Array): readonly string[] | undefined =>
  readRpmDatabase(bytes)?.map(
    (each) => `${each.name}|${rpmVersion(each)}|${each.architecture}|${each.files.map((file) => `${file} `).join("")}`,
  );

/** Long lines by their digests, in any order. */
const digestsOf = (lines: readonly string[] = []): ReadonlySet<string> =>
  new Set(lines.map((line) => `${line.slice(0, 40)} ${createHash("sha256").update(line).digest("hex")}`));

needs(
  "rpm",
  "rpmbuild",
  "db5.3_load",
)("a database of rpm", () => {
  let databases: RpmDatabases;
  beforeAll(() => {
    databases = makeRpmDatabases();
  }, 60_000);

  it.each(["sqlite", "ndb", "berkeley"] as const)("of %s has what rpm tells", (kind) => {
    expect(databases.told).toHaveLength(15);
    expect(digestsOf(linesOf(databases[kind]))).toEqual(digestsOf(databases.told));
  });

  it.each([
    ["var/lib/rpm/rpmdb.sqlite", "sqlite"],
    ["usr/lib/sysimage/rpm/Packages.db", "ndb"],
    ["var/lib/rpm/Packages", "berkeley"],
  ] as const)("at %s tells the release of LXC, and whose a file is", (path, kind) => {
    const rootfs = rootfsOf(
      { path, content: databases[kind] },
      { path: "usr/bin/lxc-execute", content: "x" },
      { path: "opt/part7/a-file-called-3", content: "x" },
    );
    expect(detectLxc(rootfs)).toEqual({ dialect: "4.0", reason: `package lxc 1:4.0.12-r0 in /${path}`, exact: true });
    const owners = readPackageOwners(rootfs);
    expect(owners.get("usr/bin/lxc-execute")).toMatchObject({ manager: "rpm", name: "lxc", version: "1:4.0.12-r0" });
    expect(owners.get("opt/part7/a-file-called-3")).toMatchObject({ name: "part7", version: "0:7.5-r0" });
  });

  it("is not read while a log beside it has what is not yet in it", () => {
    const path = "var/lib/rpm/rpmdb.sqlite";
    expect(detectLxc(rootfsOf({ path, content: databases.sqlite }, { path: `${path}-wal`, content: "" }))).toMatchObject({ exact: true });
    expect(detectLxc(rootfsOf({ path, content: databases.sqlite }, { path: `${path}-wal`, content: "x" }))).toMatchObject({ exact: false });
  });

  it.each(["sqlite", "ndb", "berkeley"] as const)("of %s that is cut off or damaged ends in nothing else", (kind) => {
    const whole = databases[kind];
    for (const part of [1, 16, 100, 4096, 5000, whole.length >> 1, whole.length - 1]) {
      const found = readRpmDatabase(whole.subarray(0, part));
      // What is cut off may be empty pages.
      expect(found?.length ?? 15).toBe(15);
    }
    for (let seed = 1; seed < 200; seed++) {
      const bytes = Buffer.from(whole);
      for (let at = 0; at < 20; at++)
        bytes[(seed * 7919 + at * 104729 * seed) % (at < 10 ? 8192 : bytes.length)] = (seed * 31 + at * 17) & 255;
      const found = readRpmDatabase(bytes);
      expect(found === undefined || Array.isArray(found)).toBe(true);
    }
  });
});

describe("what is no database of rpm", () => {
  it.each(["", "x", "SQLite format 3\0", "RpmP", "#!/bin/sh\n"])("is told: %j", (text) =>
    expect(readRpmDatabase(Buffer.from(text))).toBeUndefined(),
  );
});
