import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync, readdirSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { ELF_MACHINES } from "../../src/manifest/elf-machines.ts";
import { writeElf } from "../../src/manifest/write-elf.ts";
import { installed } from "../support/installed.ts";
import { needs } from "../support/needs.ts";
import { noteIn } from "../support/produced-codes.ts";
import { scratch } from "../support/scratch.ts";
import { archiveOf, file, hardlink, symlink } from "../support/tar-entries.ts";
import { header, longName, pax, record, tarOf } from "../tar/raw-tar.ts";
import { description, rootfsEntries } from "./hostile.ts";

let main: string;
beforeAll(() => {
  main = installed();
});

/** What a hostile input may cost: seconds that the processor spends in the program, megabytes of memory. */
const SECONDS = 2;
const MEGABYTES = 200;

interface Expected {
  readonly code: 0 | 1 | 3;
  readonly says: RegExp;
  /** Where decompression is part of it. */
  readonly seconds?: number;
}

type Content = string | Uint8Array | ((path: string) => void);

/** Runs the process in a directory of these files and holds it to what is expected; nothing may be left behind. */
const expectRun = (line: readonly string[], files: Readonly<Record<string, Content>>, expected: Expected): void => {
  const { code, says, seconds = SECONDS } = expected;
  const cwd = scratch();
  const config = "[LIBRARIES]\npaths = /usr/lib\n";
  const all: typeof files = { "rootfs.tar": archiveOf(rootfsEntries), "a.xml": description(), "config.ini": config, ...files };
  for (const [name, content] of Object.entries(all)) {
    if (typeof content === "function") content(join(cwd, name));
    else writeFileSync(join(cwd, name), content);
  }
  writeFileSync(join(cwd, "measure.cjs"), MEASURE);
  const before = readdirSync(cwd);
  const args = ["-r", "./measure.cjs", main, ...line];
  const child = spawnSync(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe", "pipe"], timeout: 50_000 });
  const stderr = child.stderr.toString();
  noteIn(stderr);
  expect(stderr).toMatch(says);
  expect(stderr).not.toContain("internal error");
  expect(child.status).toBe(code);
  if (code !== 0) expect(readdirSync(cwd)).toEqual(before);
  const [cpu = Infinity, memory = Infinity] = String(child.output[3]).split(" ").map(Number);
  expect(cpu, "seconds").toBeLessThan(seconds);
  expect(memory, "megabytes").toBeLessThan(MEGABYTES);
};

/**
 * The process tells of itself at its end. The time that the processor spends in it does not hang on what else the machine does, as the time
 * of day does, and the time that the system spends for it: the same run needed 0.9 to 2.1 s of that beside other tests.
 */
const MEASURE = `process.on("exit", () => {
  const { userCPUTime, maxRSS } = process.resourceUsage();
  require("fs").writeSync(3, userCPUTime / 1e6 + " " + maxRSS / 1024);
});
`;

const BUILD = ["-r", "rootfs.tar", "-o", "o.tar", "a.xml"];

/** A gzip file of a piece of an archive over and over, small itself. */
const repeated = (piece: Uint8Array, times: number): Buffer => {
  const member = gzipSync(piece);
  return Buffer.concat([...Array.from({ length: times }, () => member), gzipSync(Buffer.alloc(1024))]);
};

const attributes = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => record(`SCHILY.xattr.user.${index}`, ""));

const LARGE_ATTRIBUTE = record("SCHILY.xattr.user.a", "v".repeat(1_000_000));

const blocks = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => header()));

describe("tarballs", () => {
  it.each<[string, Content, Expected]>([
    ["nothing", "", { code: 1, says: /^rootfs\.tar: byte 0: error\[not-a-tar\]/ }],
    ["noise", Buffer.alloc(100_000, "noise"), { code: 1, says: /^rootfs\.tar: byte 0: error\[not-a-tar\]/ }],
    ["a size larger than the archive", tarOf(header({ size: "77777777777" })), { code: 1, says: /byte 0: error\[tar-truncated\]/ }],
    ["a name that leads out", tarOf(header({ name: "../../etc/passwd" })), { code: 1, says: /byte 0: error\[tar-name\]/ }],
    ["a record that lies", tarOf(pax("99 path=b\n"), header()), { code: 1, says: /byte 0: error\[tar-pax-record\]/ }],
    ["30000 attributes", tarOf(pax(...attributes(30_000)), header()), { code: 1, says: /byte 0: error\[tar-too-many-xattrs\]/ }],
    ["2^20 entries and one", repeated(blocks(4096), 257), { code: 1, says: /byte 536870912: error\[tar-too-many-entries\]/, seconds: 4 }],
    [
      "a megabyte of attributes for each of 300 entries",
      repeated(Buffer.concat([pax(LARGE_ATTRIBUTE), header()]), 300),
      {
        code: 1,
        says: /error\[tar-too-much-text\]/,
      },
    ],
    [
      "long names without end",
      repeated(Buffer.concat([longName("x".repeat(4090)), header()]), 30_000),
      {
        code: 1,
        says: /error\[tar-too-much-text\]/,
      },
    ],
    [
      "paths through 400000 directories",
      archiveOf(Array.from({ length: 400 }, (_, index) => file(index + "/a".repeat(1000), ""))),
      {
        code: 1,
        says: /error\[too-many-implied-directories\]/,
      },
    ],
    [
      "a gigabyte of users",
      (path) => sparse(path, header({ name: "etc/passwd", size: "10000000000" }), 2 ** 30),
      {
        code: 1,
        says: /^rootfs\.tar: error\[host-file-too-large\]: \/etc\/passwd has 1073741824 bytes/,
      },
    ],
    ["a gigabyte of zeros", repeated(Buffer.alloc(1 << 20), 1024), { code: 1, says: /^rootfs\.tar: error\[empty-archive\]/, seconds: 4 }],
    ["gzip that is cut off", gzipSync(archiveOf(rootfsEntries)).subarray(0, -20), { code: 3, says: /^rootfs\.tar: .*damaged gzip data/ }],
    [
      "gzip with something behind it",
      Buffer.concat([gzipSync(archiveOf(rootfsEntries)), Buffer.from("garbage")]),
      {
        code: 3,
        says: /^rootfs\.tar: .*damaged gzip data/,
      },
    ],
    ["the first bytes of gzip", Buffer.from("1f8b08", "hex"), { code: 3, says: /^rootfs\.tar: .*damaged gzip data/ }],
  ])("%s", (_, rootfs, expected) => expectRun(BUILD, { "rootfs.tar": rootfs, "a.xml": MOUNTING }, expected));

  it.each(["/dev/zero", "/dev/null", "none.tar"])("%s", (path) => {
    expectRun(["-r", path, "-o", "o.tar", "a.xml"], {}, { code: 3, says: new RegExp(`^${path}: error\\[host-failure\\]: `) });
  });

  needs("mkfifo")("a FIFO", () => {
    it("with half a tarball", () => {
      const half = archiveOf(rootfsEntries).subarray(0, 700);
      const feed = (path: string): void => {
        writeFileSync(`${path}.half`, half);
        execFileSync("sh", ["-c", 'mkfifo "$1" && (cat "$1.half" > "$1" 2>/dev/null &)', "sh", path], { stdio: "ignore" });
      };
      expectRun(BUILD, { "rootfs.tar": feed }, { code: 1, says: /^rootfs\.tar: byte 512: error\[tar-truncated\]/ });
    });
  });
});

const mountOf = (source: string): string =>
  `<MountPoints><Entry type="dir"><Source>${source}</Source><Destination>x</Destination><Options>ro,bind</Options></Entry></MountPoints>`;

const MOUNTING = description(mountOf("/usr/share"));

/** An archive of one file without content on the disk. */
const sparse = (path: string, first: Uint8Array, size: number): void => {
  const fd = openSync(path, "w");
  writeSync(fd, first);
  ftruncateSync(fd, first.length + size + 1024);
  closeSync(fd);
};

describe("overlays to apply", () => {
  it.each<[string, Uint8Array, RegExp]>([
    ["a name that leads out", tarOf(header({ name: "../x" })), /^o\.tar: byte 0: error\[tar-name\]/],
    ["an absolute name", tarOf(header({ name: "/etc/x" })), /^o\.tar: byte 0: error\[tar-name\]/],
    ["a way through a symlink", archiveOf([symlink("s", "/etc"), file("s/x", "")]), /error\[entry-below-non-directory\]/],
    ["a hard link to what is not there", archiveOf([hardlink("l", "etc/shadow")]), /error\[/],
    ["a whiteout of the whole", archiveOf([file(".wh..", "")]), /error\[bad-whiteout\]/],
  ])("%s", (_, overlay, says) => {
    expectRun(["apply", "rootfs.tar", "o.tar", "-o", "device.tar"], { "o.tar": overlay }, { code: 1, says });
  });
});

describe("descriptions", () => {
  const inner = (text: string): string => `<CONTAINER SandboxName="A">${text}</CONTAINER>`;
  const entities = Array.from({ length: 30 }, (_, index) => `<!ENTITY e${index + 1} "&e${index};&e${index};">`).join("");

  it.each<[string, string | Uint8Array, RegExp]>([
    ["500000 attributes", `<CONTAINER${' a="b"'.repeat(500_000)}/>`, /a\.xml:1:1: error\[markup-too-long\]/],
    ["360000 elements", inner("<A/>".repeat(360_000)), /error\[too-much-markup\]/],
    ["10000 levels", inner("<A>".repeat(10_000) + "</A>".repeat(10_000)), /error\[nested-too-deep\]/],
    ["8 MiB and a byte", inner(" ".repeat(8 << 20)), /a\.xml: error\[input-too-large\]/],
    ["a name of 4 MB", inner(`<${"A".repeat(4_000_000)}/>`), /error\[markup-too-long\]/],
    ["a text of 7 MB", inner(`<LxcConfig><UserName>${"A".repeat(7_000_000)}</UserName></LxcConfig>`), /error\[markup-too-long\]/],
    ["entities of entities", `<!DOCTYPE a [<!ENTITY e0 "x">${entities}]>${inner("&e30;")}`, /a\.xml:1:1: error\[doctype-refused\]/],
    ["a file of the machine", `<!DOCTYPE a [<!ENTITY e SYSTEM "/etc/passwd">]>${inner("&e;")}`, /a\.xml:1:1: error\[doctype-refused\]/],
    ["two roots", inner("") + inner(""), /a\.xml:1:\d+: error\[malformed-xml\]/],
    ["broken UTF-8", Buffer.from(inner("\xff"), "latin1"), /a\.xml:1:28: error\[malformed-text\]/],
    ["UTF-16", Buffer.from(`\ufeff${inner("")}`, "utf16le"), /a\.xml:1:1: error\[unsupported-encoding\]/],
    ["half of itself", description().slice(0, 120), /a\.xml:\d+:\d+: error\[malformed-xml\]/],
    ["a line for lxc.conf", description("", "<UserName>a&#10;lxc.rootfs.path = /</UserName>"), /a\.xml:2:\d+: error\[control-character\]/],
    ["1700 mounts", description(mounts(1700)), /error\[missing-source\]/],
    ["4000 libraries", description(libraries(4000)), /error\[missing-library-entry\]/],
    ["a million capabilities", description("", `<CapDrop>${"x y ".repeat(10_000)}</CapDrop>`.repeat(50)), /error\[unknown-capability\]/],
  ])("%s", (_, xml, says) => expectRun(BUILD, { "a.xml": xml }, { code: 1, says }));
});

const libraries = (count: number): string => `<LibsRoBindMounts>${"<Entry>libnone</Entry>".repeat(count)}</LibsRoBindMounts>`;

const mounts = (count: number): string => {
  const entry = (index: number): string =>
    `<Entry type="dir"><Source>/none/${index}</Source><Destination>d/${index}</Destination><Options>ro,bind</Options></Entry>`;
  return `<MountPoints>${Array.from({ length: count }, (_, index) => entry(index)).join("")}</MountPoints>`;
};

describe("config.ini and tags", () => {
  it.each<[string, string, RegExp]>([
    ["a megabyte", `;${"x".repeat(1 << 20)}`, /^config\.ini: error\[input-too-large\]/],
    ["100000 lines of nothing", "x\n".repeat(100_000), /^config\.ini:1:1: error\[ini-syntax\]/],
    ["blanks", `[TAGS]\na = b${" ".repeat(200_000)}c d`, /^config\.ini:2:1: error\[bad-tag-value\]/],
  ])("%s", (_, ini, says) => expectRun(BUILD, { "config.ini": ini }, { code: 1, says }));

  it("a hundred thousand bytes of tags", () => {
    expectRun([...BUILD, "-t", "a=b,".repeat(25_000)], {}, { code: 1, says: /error\[too-many-active-tags\]/ });
    expectRun([...BUILD, "-t", `a${" ".repeat(100_000)}b`], {}, { code: 1, says: /error\[bad-active-tag\]/ });
  });
});

describe("ELF files", () => {
  const arm = ELF_MACHINES["arm"];
  const nothing = { soname: undefined, runpath: undefined, rpath: undefined, interpreter: undefined };
  const needing = (needed: readonly string[]): Uint8Array => writeElf({ ...nothing, machine: arm ?? expect.unreachable(), needed });
  const damaged = Buffer.from(needing(["libc.so.6"]));
  damaged.writeUInt16LE(0xfffe, 44);

  it.each<[string, Uint8Array]>([
    ["9000 needed libraries", needing(Array.from({ length: 9000 }, (_, index) => `lib${index}.so`))],
    ["a needed library of a megabyte", needing(["x".repeat(1 << 20)])],
    ["65534 program headers that are not there", damaged],
  ])("%s", (_, content) => {
    const host = archiveOf([...rootfsEntries, file("usr/lib/libx.so", "", { content, size: content.length })]);
    const xml = description("<LibsRoBindMounts><Entry>libx</Entry></LibsRoBindMounts>");
    expectRun(BUILD, { "rootfs.tar": host, "a.xml": xml }, { code: 0, says: /a\.xml:2:\d+: warning\[damaged-elf\]/ });
  });

  it("2000 libraries that each need the next one, and one that is missing", () => {
    const chain = Array.from({ length: 2000 }, (_, index) => {
      const content = needing([`lib${index + 1}.so`, "libnone.so"]);
      return file(`usr/lib/lib${index}.so`, "", { content, size: content.length });
    });
    const files = { "rootfs.tar": archiveOf([...rootfsEntries, ...chain]), "a.xml": description(mountOf("/usr/lib")) };
    expectRun(BUILD, files, { code: 0, says: /warning\[missing-library\]: libnone\.so/ });
  });
});

it("nothing is left in the directory for temporary files", () => {
  const [spool, cwd] = [scratch(), scratch()];
  writeFileSync(join(cwd, "rootfs.tar.gz"), repeated(header({ name: "a" }), 10));
  const child = spawnSync(process.execPath, [main, "inspect", "rootfs.tar.gz"], { cwd, env: { ...process.env, TMPDIR: spool } });
  expect(child.status).toBe(0);
  expect(readdirSync(spool)).toEqual([]);
});
