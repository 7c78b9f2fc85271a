import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { manifestEntries } from "../../src/manifest/manifest-entries.ts";
import { parseManifest } from "../../src/manifest/parse-manifest.ts";
import { buildHostRootfs } from "../../src/rootfs/build-host-rootfs.ts";
import { formatCapabilities } from "../../src/linux/capabilities-text.ts";
import { decodeCapabilities } from "../../src/linux/capability-attribute.ts";
import { detectLxc } from "../../src/plan/detect-lxc.ts";
import { type Elf, readElf, readHostElf } from "../../src/rootfs/elf.ts";
import { findLibraries, librariesIn } from "../../src/rootfs/libraries.ts";
import { lookup } from "../../src/rootfs/lookup.ts";
import { readAccounts } from "../../src/rootfs/read-accounts.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import { readContent } from "../../src/bytes/content.ts";
import { writeArchive } from "../../src/tar/write-archive.ts";
import { memorySource } from "../support/memory-host.ts";
import { noted } from "../support/produced-codes.ts";

const entriesOf = (text: string) => {
  const { value, diagnostics } = parseManifest(text, "test.manifest");
  expect(diagnostics).toEqual([]);
  return manifestEntries(value);
};
const entryOf = (text: string) => entriesOf(text).at(-1) ?? expect.unreachable();
const textOf = (text: string) => Buffer.from(readContent(entryOf(text).content)).toString();

describe("parseManifest", () => {
  it("reads each keyword with its usual mode and owner", () => {
    expect(
      entriesOf("dir /d\nfile /f\nlink /l some/target\nchar /c dev=5:1\nblock /b 0660 dev=8:300\nfifo /p\nelf /e machine=arm"),
    ).toMatchObject([
      { path: "d", type: "directory", mode: 0o755, uid: 0, gid: 0, mtime: 0, size: 0 },
      { path: "f", type: "file", mode: 0o644, size: 0 },
      { path: "l", type: "symlink", mode: 0o777, target: "some/target" },
      { path: "c", type: "character", mode: 0o600, devMajor: 5, devMinor: 1 },
      { path: "b", type: "block", mode: 0o660, devMajor: 8, devMinor: 300 },
      { path: "p", type: "fifo", mode: 0o600 },
      { path: "e", type: "file", mode: 0o755 },
    ]);
  });

  it("takes modes, owners by number and by the names in its own files, wherever they stand", () => {
    const text =
      "dir /home/app 2750 app:staff\nfile /x 12:4000000000\n" +
      "file /etc/passwd <<END\napp:x:70:71:::\nEND\nfile /etc/group <<END\nstaff:x:50:\nEND";
    expect(entriesOf(text)).toMatchObject([
      { path: "home" },
      { mode: 0o2750, uid: 70, gid: 50 },
      { uid: 12, gid: 4000000000, mode: 0o644 },
      {},
      {},
      {},
    ]);
  });

  it("takes texts as they stand up to their end", () => {
    expect(textOf("file /f 0600 mtime=7 <<END\n# no comment\n\n  \\x41 <<X\nEND")).toBe("# no comment\n\n  \\x41 <<X\n");
    expect(textOf("file /f <<END\nEND\n\n# the rest")).toBe("");
    expect(entryOf("file /f hex=00ffA0").content).toEqual(Buffer.from([0, 255, 160]));
  });

  it("makes the directories that no line names, once, and before what lies in them", () => {
    expect(entriesOf("file /a/b/c mtime=5\nfile /a/b/d\ndir /a 0700").map(({ path, mode, mtime }) => [path, mode, mtime])).toEqual([
      ["a/b", 0o755, 5],
      ["a/b/c", 0o644, 5],
      ["a/b/d", 0o644, 0],
      ["a", 0o700, 0],
    ]);
  });

  it("sets mtime and machine for the lines below", () => {
    const entries = entriesOf("file /a\ndefault mtime=9 machine=mips\nelf /b\ndefault machine=x86\nelf /c\nelf /d machine=arm mtime=1");
    expect(entries.map((entry) => entry.mtime)).toEqual([0, 9, 9, 1]);
    const machines = entries.slice(1).map(({ content, size }) => {
      const bytes = readContent(content);
      return (readElf((offset, length) => bytes.subarray(offset, offset + length), size) as Elf).machineName;
    });
    expect(machines).toEqual(["MIPS", "x86", "ARM"]);
  });

  it("gives a hard link the metadata of its target", () => {
    const [target, link] = entriesOf("file /a/x 4711 7:8 mtime=3 caps=cap_kill+ep\nhardlink /a/y /a/x").slice(1);
    expect(link).toEqual({ ...target, path: "a/y", type: "hardlink", target: "a/x", size: 0, content: new Uint8Array() });
    expect(entryOf("hardlink /a /late")).toMatchObject({ type: "hardlink", target: "late" });
  });

  it("writes capabilities and other attributes", () => {
    const { xattrs } = entryOf("file /f caps=cap_net_raw,net_admin=ep xattr.user.note=a\\x00\\xff\\\\");
    const caps = decodeCapabilities(xattrs.get("security.capability") ?? expect.unreachable()) ?? expect.unreachable();
    expect(formatCapabilities(caps)).toBe("cap_net_admin,cap_net_raw=ep");
    expect(xattrs.get("user.note")).toEqual(Buffer.from([0x61, 0, 0xff, 0x5c]));
  });

  it("reads escapes in names, and leaves odd names odd", () => {
    expect(entryOf("file /a\\x20b\\x0a\\xc3\\xa9\\\\").path).toBe("a b\né\\");
    expect(entryOf("link /l /\\x20").target).toBe("/ ");
    expect(entryOf("dir /a//../b/").path).toBe("a//../b");
    expect(entryOf("dir /").path).toBe("");
  });

  it.each([
    ["bogus /x", 1, 1, /begins with default, dir, file/],
    ["  dir", 1, 3, /a path is missing/],
    ["link /x", 1, 1, /a path and a target/],
    ["dir /x 0999", 1, 8, /"0999" is not allowed here; allowed are mtime=, caps=, xattr.NAME=/],
    ["dir /x root:nobody", 1, 8, /"nobody" is not in the text of \/etc\/group/],
    ["file /é needed=x", 1, 9, /"needed=x" is not allowed/],
    ["file /x mtime=1 mtime=2", 1, 17, /twice/],
    ["file /x mtime=soon", 1, 9, /"soon" is not a number/],
    ["file /x caps=cap_bogus+ep", 1, 9, /cap_net_raw,cap_net_admin\+ep/],
    ["file /x xattr.=1", 1, 9, /not allowed/],
    ["file /x hex=abc", 1, 9, /hexadecimal/],
    ["file /x hex=ab <<END\nEND", 1, 9, /not both/],
    ["dir /x <<END\nEND", 1, 1, /only a file has a text/],
    ["\nfile /x <<END\nEND ", 2, 9, /no line after this one is "END"/],
    ["file /a\\b", 1, 6, /a backslash begins/],
    ["file /a\\xff", 1, 6, /not UTF-8/],
    ["char /x dev=5", 1, 9, /not MAJOR:MINOR/],
    ["elf /x", 1, 1, /machine= is one of arm, aarch64/],
    ["elf /x machine=vax", 1, 8, /machine= is one of/],
    ["hardlink /x /y 0644", 1, 16, /has the metadata of its target/],
    ["default needed=x", 1, 9, /not allowed here; allowed are mtime=, machine=/],
  ])("reports %j", (text, line, column, message) => {
    expect(noted(parseManifest(text, "test.manifest").diagnostics)).toMatchObject([
      {
        code: "manifest-syntax",
        severity: "error",
        location: { kind: "text", file: "test.manifest", line, column },
        message: expect.stringMatching(message),
      },
    ]);
  });
});

describe("the example host", () => {
  const { value: manifest, diagnostics } = parseManifest(readFileSync("xml/rootfs.manifest", "utf8"), "xml/rootfs.manifest");
  const tar = (): Buffer => Buffer.concat([...writeArchive(manifestEntries(manifest))]);
  const source = memorySource(tar());
  const archive = readArchive(source, "rootfs.tar");
  const { value: rootfs, diagnostics: found } = buildHostRootfs(archive.value, source, "rootfs.tar");

  it("has nothing to complain about and the same bytes each time", () => {
    expect([...diagnostics, ...archive.diagnostics, ...found, ...readAccounts(rootfs).diagnostics]).toEqual([]);
    expect(tar().equals(tar())).toBe(true);
  });

  it("tells its LXC exactly", () => {
    expect(detectLxc(rootfs)).toMatchObject({ dialect: "5.0", exact: true });
  });

  it("has every library and interpreter that its programs need, under its soname, and no dangling symlink but those to run time", () => {
    const nodes = [...rootfs.nodes];
    const dangling = nodes.filter(({ type, path }) => type === "symlink" && lookup(rootfs, path).kind !== "found");
    expect(dangling.map((node) => node.path).sort()).toEqual(["etc/mtab", "etc/resolv.conf", "var/lock"]);
    const elves = nodes.filter((node) => node.type === "file").flatMap((node) => readHostElf(rootfs, node) ?? []);
    expect(elves.filter((elf) => elf.kind !== "elf" || elf.machineName !== "ARM")).toEqual([]);
    const { needed, interpreters } = demandsOf(elves as readonly Elf[]);
    expect(interpreters.map((path) => lookup(rootfs, path).kind)).toEqual(["found"]);
    expect(needed.map(providedName)).toEqual(needed);
    expect(needed).toContain("libdbus-1.so.3");
  });

  const demandsOf = (elves: readonly Elf[]) => ({
    needed: [...new Set(elves.flatMap((elf) => elf.needed))],
    interpreters: [...new Set(elves.flatMap((elf) => elf.interpreter ?? []))],
  });

  /** The soname of the library that is found under a name. */
  const providedName = (name: string): string | undefined => {
    const match = findLibraries(librariesIn(rootfs, ["/lib", "/usr/lib"]), name).find((each) => each.name === name);
    const library = lookup(rootfs, match?.node.path ?? "missing");
    const elf = library.kind === "found" ? readHostElf(rootfs, library.node) : undefined;
    return elf?.kind === "elf" ? elf.soname : undefined;
  };

  it("has no container and no user without a group", () => {
    expect(lookup(rootfs, "/container").kind).toBe("missing");
    const { users, groups } = readAccounts(rootfs).value;
    expect(users.filter((user) => !groups.some((group) => group.gid === user.gid))).toEqual([]);
  });
});
