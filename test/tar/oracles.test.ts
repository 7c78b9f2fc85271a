import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NewEntry } from "../../src/tar/entry.ts";
import { archiveOf, directory, entries, file, hardlink, symlink } from "../support/tar-entries.ts";
import { expectOraclesAgree, listOurs, needsOracles } from "../support/tar-oracles.ts";

let scratch = "";
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "lxc-overlay-oracles-"));
});
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const written = (list: readonly NewEntry[]): string => {
  const path = join(scratch, "written.tar");
  writeFileSync(path, archiveOf(list));
  return path;
};

/** libarchive 3.6 and node-tar miss a link target of which the header's own field, which is ASCII, has nothing. */
const readable = entries.filter(({ target }) => target === "" || /[\x01-\x7f]/.test(target));

needsOracles()("archives of ours", () => {
  test("are read alike by every reader, for any entries", () => {
    fc.assert(
      fc.property(fc.array(readable, { minLength: 1, maxLength: 40 }), (list) => {
        expectOraclesAgree(written(list));
      }),
      { numRuns: 12 },
    );
  });

  test("are read alike with all that is special in one", () => {
    const xattrs = new Map([["security.capability", Uint8Array.from([1, 0, 0, 2, 0, 0x20, 0x80, 0, 0, 0xff])]]);
    const long = Array.from({ length: 30 }, () => "directory").join("/");
    const list = [
      directory("", { mode: 0o1777 }),
      directory(long, { uid: 4294967294 }),
      file(`${long}/file`, "content", { xattrs, mode: 0o6755, mtime: 8589934591 }),
      file("bin/ping", "", { xattrs }),
      symlink("etc/ä -> ö", "../x -> y"),
      hardlink("link to it", `${long}/file`),
    ];
    expectOraclesAgree(written(list));
  });
});

needsOracles()("archives of others", () => {
  beforeAll(() => {
    const root = join(scratch, "root");
    mkdirSync(join(root, "usr/lib"), { recursive: true });
    const long = join(root, "usr", "x".repeat(120), "y".repeat(120));
    mkdirSync(long, { recursive: true });
    writeFileSync(join(long, "z".repeat(120)), "content\n".repeat(200));
    writeFileSync(join(root, "usr/lib/grüße"), "");
    const commands = [
      `ln ${"usr/".concat("x".repeat(120))}/${"y".repeat(120)}/${"z".repeat(120)} usr/lib/hard`,
      `ln -s ../${"t".repeat(150)} usr/lib/soft`,
      "ln -s b usr/lib/a",
      "mkfifo -m 600 usr/lib/fifo",
      "mknod usr/lib/tty c 5 1 || true",
      "chmod 4711 usr/lib/grüße",
      "chown 2097152:12 usr/lib/grüße || true",
      "touch -h -d @1234567890.75 usr/lib/* usr/lib usr",
    ];
    execFileSync("sh", ["-ec", commands.join("\n")], { cwd: root });
  });

  test.each([
    ["tar", "--format=gnu"],
    ["tar", "--format=oldgnu"],
    ["tar", "--format=posix"],
    ["bsdtar", "--format=pax"],
  ])("%s %s", (command, format) => {
    const path = join(scratch, "other.tar");
    execFileSync(command, [format, "-cf", path, "-C", join(scratch, "root"), "usr"]);
    expectOraclesAgree(path);
    expect(listOurs(path).length).toBeGreaterThan(8);
  });

  test.each(["ustar", "v7"])("short names in tar --format=%s", (format) => {
    const path = join(scratch, `${format}.tar`);
    const excluded = ["soft", "hard", "x*", "tty", "fifo"].map((pattern) => `--exclude=${pattern}`);
    execFileSync("tar", [`--format=${format}`, "--owner=1", ...excluded, "-cf", path, "-C", join(scratch, "root"), "usr"]);
    expectOraclesAgree(path);
  });
});
