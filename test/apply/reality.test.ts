import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type NewEntry, NO_XATTRS } from "../../src/tar/entry.ts";
import { sortEntries } from "../../src/tar/order.ts";
import { isRoot, needs } from "../support/needs.ts";
import { archiveOf, directory, file, hardlink, newEntry, symlink } from "../support/tar-entries.ts";
import { applied, shown } from "./apply-of.ts";

let scratch = "";
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "lxc-overlay-apply-"));
});
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const DIRECTORIES = ["d", "d/e", "f"];
const NAMES = ["a", "b", "d/a", "d/b", "d/e/a", "d/e/b", "f/a", "f/b"];

const metadata = fc.record({
  mode: fc.constantFrom(0o644, 0o4755, 0o2711, 0o600),
  uid: fc.constantFrom(0, 1000, 3000000),
  gid: fc.constantFrom(0, 12),
  mtime: fc.integer({ min: 1, max: 1_000_000_000 }),
});

const xattrs = fc.constantFrom(
  NO_XATTRS,
  new Map([["security.capability", Uint8Array.from([1, 0, 0, 2, 0, 0x20, ...Array.from({ length: 14 }, () => 0)])]]),
  new Map([
    ["user.a", Uint8Array.from([10, 0, 255, 61])],
    ["trusted.b", Uint8Array.from([128])],
  ]),
);

const fileAt = (path: string): fc.Arbitrary<NewEntry> =>
  fc
    .tuple(metadata, xattrs, fc.string({ maxLength: 9 }))
    .map(([rest, attributes, text]) => file(path, text, { ...rest, xattrs: attributes }));

const otherAt = (path: string): fc.Arbitrary<NewEntry> =>
  fc.tuple(metadata, fc.constantFrom("s", "p", "c")).map(([rest, kind]) => {
    if (kind === "s") return { ...symlink(path, `${path}/../x`), mtime: rest.mtime };
    return kind === "p" ? newEntry(path, "fifo", rest) : newEntry(path, "character", { ...rest, devMajor: 1, devMinor: 3 });
  });

const directoriesOf = (mtime: number): NewEntry[] => ["", ...DIRECTORIES].map((path) => directory(path, { mtime, mode: 0o750 }));

/** Files and other things, then hard links to names that are there; as an overlay also whiteouts. */
const hosts = fc
  .tuple(...NAMES.map((path) => fc.option(fc.oneof({ weight: 3, arbitrary: fileAt(path) }, otherAt(path)), { freq: 3 })))
  .chain((list) => {
    const entries = list.filter((entry) => entry !== null);
    return links(
      NAMES.filter((path) => !entries.some((entry) => entry.path === path)),
      entries.map(({ path }) => path),
    ).map((more) => [...directoriesOf(100), ...entries, ...more]);
  });

const links = (from: readonly string[], to: readonly string[]): fc.Arbitrary<NewEntry[]> =>
  to.length === 0
    ? fc.constant([])
    : fc
        .subarray([...from])
        .chain((paths) => fc.tuple(...paths.map((path) => fc.constantFrom(...to).map((target) => hardlink(path, target)))));

const overlaysOver = (host: readonly NewEntry[]): fc.Arbitrary<NewEntry[]> => {
  const there = host.filter(({ type }) => type !== "directory").map(({ path }) => path);
  return fc
    .tuple(fc.shuffledSubarray(there), fc.shuffledSubarray(NAMES), fc.constantFrom("none", "whiteout", "opaque"))
    .chain(([removed, changed, fate]) => {
      const gone = fate === "none" ? removed : [...removed, ...there.filter((path) => path.startsWith("d/e/"))];
      const kept = there.filter((path) => !gone.includes(path));
      const half = changed.slice(0, Math.ceil(changed.length / 2));
      const linked = changed.slice(half.length).filter((path) => !kept.includes(path));
      const whiteouts = removed
        .filter((path) => fate === "none" || !path.startsWith("d/e/"))
        .map((path) => file(path.replace(/[^/]+$/, ".wh.$&"), ""));
      if (fate === "whiteout") whiteouts.push(file("d/.wh.e", ""));
      if (fate === "opaque") whiteouts.push(file("d/e/.wh..wh..opq", ""));
      return fc
        .tuple(fc.tuple(...half.map((path) => fc.oneof(fileAt(path), otherAt(path)))), links(linked, [...kept, ...half]))
        .map(([files, more]) => sortEntries([...directoriesOf(200), ...whiteouts, ...files, ...more]));
    });
};

// Only root can extract owners and devices.
isRoot(needs("tar", "getfattr"))("apply against GNU tar on a file system", () => {
  test("the same trees come of the host with the overlay extracted over it, and of what apply gives", () => {
    fc.assert(
      fc.property(
        hosts.chain((host) => overlaysOver(host).map((overlay) => ({ host, overlay }))),
        ({ host, overlay }) => {
          const extracted = fresh("extracted");
          extract(extracted, host);
          removeByWhiteouts(extracted, overlay);
          extract(
            extracted,
            overlay.filter(({ path }) => !path.includes(".wh.")),
          );
          const merged = fresh("merged");
          const entries = applied(host, overlay);
          extract(merged, entries);
          expect(shown(entries).some((line) => line.includes(".wh."))).toBe(false);
          expect(treeOf(merged)).toEqual(treeOf(extracted));
        },
      ),
      { numRuns: 40 },
    );
  });
});

const fresh = (name: string): string => {
  const path = join(scratch, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path);
  return path;
};

const extract = (root: string, entries: readonly NewEntry[]): void => {
  const archive = join(scratch, "archive.tar");
  writeFileSync(archive, archiveOf(entries));
  // The links at the end would change the times of their directories otherwise.
  const options = ["--xattrs", "--xattrs-include=*", "--numeric-owner", "--delay-directory-restore"];
  execFileSync("tar", ["-xpf", archive, "-C", root, ...options]);
};

const removeByWhiteouts = (root: string, overlay: readonly NewEntry[]): void => {
  for (const { path } of overlay) {
    if (path.endsWith("/.wh..wh..opq"))
      for (const name of readdirSync(join(root, path, ".."))) rmSync(join(root, path, "..", name), { recursive: true });
    else if (path.includes(".wh.")) rmSync(join(root, path.replace(".wh.", "")), { recursive: true });
  }
};

/** Everything that can be told of a tree but inode numbers: in their place stands the first path that has the inode. */
const treeOf = (root: string): unknown[] => {
  const firsts = new Map<number, string>();
  const paths = ["", ...(readdirSync(root, { recursive: true }) as string[]).toSorted()];
  return paths.map((path) => {
    const full = join(root, path);
    const { mode, uid, gid, mtimeMs, size, rdev, ino, nlink } = lstatSync(full);
    const type = mode & 0o170000;
    const isDirectory = type === 0o040000;
    if (!firsts.has(ino)) firsts.set(ino, path);
    return {
      path,
      mode: mode.toString(8),
      owner: `${uid}:${gid}`,
      mtime: mtimeMs,
      rdev: type === 0o020000 ? rdev : 0,
      links: isDirectory ? 0 : nlink,
      first: firsts.get(ino),
      content: type === 0o100000 ? readFileSync(full, "latin1") : type === 0o120000 ? readlinkSync(full) : isDirectory ? "" : size,
      xattrs:
        type === 0o100000
          ? execFileSync("getfattr", ["--dump", "--match=-", "--encoding=hex", "--no-dereference", path], { cwd: root, encoding: "utf8" })
          : "",
    };
  });
};
