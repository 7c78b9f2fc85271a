import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Credentials, type Guarded, mayAccess, type Want } from "../../src/linux/access.ts";

const NOBODY: Credentials = { uid: 1000, gid: 1000, groups: [44], dacOverride: false, dacReadSearch: false };
const ROOT: Credentials = { uid: 0, gid: 0, groups: [], dacOverride: true, dacReadSearch: true };

const node = (mode: number, uid: number, gid: number, given: Partial<Guarded> = {}): Guarded => ({
  type: "file",
  mode,
  uid,
  gid,
  xattrs: new Map(),
  ...given,
});

const directory = { type: "directory" };

/** setfacl(1)'s text as the attribute's bytes. */
const acl = (...entries: readonly (readonly [tag: number, permissions: number, id?: number])[]): Partial<Guarded> => {
  const bytes = Buffer.alloc(4 + entries.length * 8);
  bytes.writeUInt32LE(2);
  for (const [index, [tag, permissions, id = 0xffff_ffff]] of entries.entries()) {
    bytes.writeUInt16LE(tag, 4 + index * 8);
    bytes.writeUInt16LE(permissions, 6 + index * 8);
    bytes.writeUInt32LE(id, 8 + index * 8);
  }
  return { xattrs: new Map([["system.posix_acl_access", bytes]]) };
};

const [OWNER, USER, GROUP, NAMED_GROUP, MASK, OTHER] = [0x01, 0x02, 0x04, 0x08, 0x10, 0x20];

describe("mayAccess", () => {
  it.each([
    ["its owner", node(0o700, 1000, 0), "x", true],
    ["its owner, whom it grants less than others", node(0o077, 1000, 1000), "r", false],
    ["its group", node(0o050, 0, 1000), "x", true],
    ["a supplementary group", node(0o040, 0, 44), "r", true],
    ["its group, which it grants less than others", node(0o705, 0, 44), "r", false],
    ["others", node(0o705, 0, 0), "x", true],
    ["others", node(0o750, 0, 0), "x", false],
    ["others, to write", node(0o775, 0, 0), "w", false],
    ["others, to make a file in it", node(0o773, 0, 0, directory), "wx", true],
    ["others, to make a file in it without search", node(0o772, 0, 0, directory), "wx", false],
  ] as const)("grants what the mode says: %s", (_, file, want, expected) => {
    expect(mayAccess(file, NOBODY, want)).toBe(expected);
  });

  it.each([
    ["a file without any x", node(0o666, 1, 1), "x", false],
    ["one with an x for somebody", node(0o601, 1, 1), "x", true],
    ["a file of somebody else's to write", node(0, 1, 1), "w", true],
    ["a directory to search", node(0, 1, 1, directory), "x", true],
  ] as const)("lets root use %s", (_, file, want, expected) => {
    expect(mayAccess(file, ROOT, want)).toBe(expected);
  });

  it("lets root without dac_override but with dac_read_search read and search, no more", () => {
    const reader = { ...ROOT, dacOverride: false };
    const asked = (["r", "w", "x"] as const).map((want) => mayAccess(node(0o001, 1, 0), reader, want));
    expect([...asked, mayAccess(node(0, 1, 1, directory), reader, "x"), mayAccess(node(0, 1, 1, directory), reader, "wx")]).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(mayAccess(node(0o700, 1, 1), { ...reader, dacReadSearch: false }, "x")).toBe(false);
  });

  it.each([
    ["a named user", acl([OWNER, 7], [USER, 5, 1000], [GROUP, 0], [MASK, 7], [OTHER, 0]), "x", true],
    ["a named user as far as the mask lets it", acl([OWNER, 7], [USER, 5, 1000], [GROUP, 0], [MASK, 4], [OTHER, 5]), "x", false],
    ["a named group", acl([OWNER, 7], [GROUP, 0], [NAMED_GROUP, 5, 44], [MASK, 5], [OTHER, 0]), "x", true],
    ["groups that grant nothing, though others may", acl([OWNER, 7], [GROUP, 0], [NAMED_GROUP, 4, 44], [MASK, 5], [OTHER, 5]), "x", false],
    ["somebody it does not name", acl([OWNER, 7], [USER, 0, 1], [GROUP, 0], [MASK, 0], [OTHER, 5]), "x", true],
  ] as const)("asks an ACL for %s", (_, given, want, expected) => {
    expect(mayAccess(node(0o775, 0, 0, given), NOBODY, want)).toBe(expected);
  });

  it("asks no ACL that is none, and none for the owner", () => {
    expect(mayAccess(node(0o755, 0, 0, { xattrs: new Map([["system.posix_acl_access", Uint8Array.of(1)]]) }), NOBODY, "x")).toBe(true);
    expect(mayAccess(node(0o170, 1000, 0, acl([OWNER, 1], [USER, 7, 1000], [GROUP, 7], [MASK, 7], [OTHER, 0])), NOBODY, "r")).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)("says what the kernel of this machine says", () => {
    const place = mkdtempSync(join(tmpdir(), "access-"));
    chmodSync(place, 0o755);
    const files = [0o700, 0o070, 0o007, 0o705, 0o750, 0o444, 0o111, 0o600].flatMap((mode) =>
      OWNERS.map(([uid, gid]) => {
        const path = join(place, `${mode}-${uid}-${gid}`);
        writeFileSync(path, "");
        chownSync(path, uid, gid);
        chmodSync(path, mode);
        return { path, file: node(mode, uid, gid) };
      }),
    );
    const script = 'for f; do for want in r w x; do test -$want "$f" && printf $want; done; echo; done';
    for (const [who, change] of [
      [NOBODY, ["--reuid=1000", "--regid=1000", "--groups=44"]],
      [ROOT, ["--clear-groups"]],
    ] as const) {
      const said = execFileSync("setpriv", [...change, "sh", "-c", script, "sh", ...files.map(({ path }) => path)], { encoding: "utf8" });
      const wants: readonly Want[] = ["r", "w", "x"];
      expect(files.map(({ file }) => wants.filter((want) => mayAccess(file, who, want)).join(""))).toEqual(said.split("\n").slice(0, -1));
    }
  });
});

const OWNERS = [
  [1000, 0],
  [0, 1000],
  [0, 44],
  [1, 1],
] as const;
