import { describe, expect, it } from "vitest";
import { collectFindings } from "../../src/diagnostics/collect-findings.ts";
import { atFile, diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { directory, file, hardlink, symlink } from "../support/tar-entries.ts";
import { description, outcomeOf, rootfsEntries } from "./hostile.ts";

const mountAt = (destination: string): string => `<MountPoints>
  <Entry type="dir"><Source>/tmp</Source><Destination>${destination}</Destination><Options>ro,bind</Options></Entry>
</MountPoints>`;

const moving = (...sources: readonly string[]): string =>
  `<MoveContent>${sources.map((source) => `<Entry type="dir"><Source>${source}</Source><Destination>d</Destination></Entry>`).join("")}
</MoveContent>`;

describe("paths in the container", () => {
  it("have at most 100 segments", async () => {
    expect((await outcomeOf({ "a.xml": description(mountAt("a/".repeat(99))) })).code).toBe(0);
    const deep = await outcomeOf({ "a.xml": description(mountAt("a/".repeat(101)) + mountAt("b/".repeat(2000))) });
    expect(deep.codes).toEqual(["place-too-deep", "place-too-deep"]);
  });

  it("are such as a file system can hold", async () => {
    expect((await outcomeOf({ "a.xml": description(mountAt("x".repeat(255))) })).code).toBe(0);
    expect((await outcomeOf({ "a.xml": description(mountAt("x".repeat(256))) })).codes).toContain("path-too-long");
    expect((await outcomeOf({ "a.xml": description(mountAt(`${"x".repeat(200)}/`.repeat(21))) })).codes).toContain("path-too-long");
  });

  it("are not made twice of what moves twice", async () => {
    const many = Array.from({ length: 2000 }, (_, index) => file(`opt/a/${index}`, ""));
    const host = [...rootfsEntries, directory("opt"), directory("opt/a"), ...many];
    const moves = Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? "/opt" : "/opt/a"));
    const { codes, seconds } = await outcomeOf({ "a.xml": description(moving(...moves)) }, host);
    expect(codes).toContain("moved-in-use");
    expect(seconds).toBeLessThan(2);
  });
});

it("mounts do not show everything over and over", async () => {
  const many = Array.from({ length: 2000 }, (_, index) => file(`usr/lib/${index}`, ""));
  const mounts = Array.from({ length: 1000 }, (_, index) => mountAt(`d${index}`).replace("/tmp", "/usr")).join("");
  const { codes, seconds } = await outcomeOf({ "a.xml": description(mounts) }, [...rootfsEntries, ...many]);
  expect(codes).toEqual(["too-much-mounted"]);
  expect(seconds).toBeLessThan(3);
});

describe("the host rootfs", () => {
  it("leads through at most 65536 directories that no entry names", async () => {
    const host = Array.from({ length: 400 }, (_, index) => file(`${index}${"/a".repeat(200)}`, ""));
    const { codes, seconds } = await outcomeOf({}, [...rootfsEntries, ...host]);
    expect(codes).toEqual(["too-many-implied-directories"]);
    expect(seconds).toBeLessThan(2);
    const overlay = await outcomeOf({ "o.tar": host }, rootfsEntries, ["apply", "rootfs.tar", "o.tar", "-o", "x.tar"]);
    expect(overlay.codes).toEqual(["too-many-implied-directories"]);
  });

  it.each([
    ["names of whiteouts", "reserved-name", (index: number) => file(`.wh.${index}`, "")],
    ["hard links to nothing", "hard-link-target", (index: number) => hardlink(`l${index}`, "none")],
    ["entries below files", "entry-below-non-directory", (index: number) => file(index % 2 === 0 ? `f${index}` : `f${index - 1}/x`, "")],
  ])("may have 130000 %s, of which the first are listed", async (_, code, entry) => {
    const { codes, seconds, stderr } = await outcomeOf(
      {},
      Array.from({ length: 130_000 }, (_each, index) => entry(index)),
    );
    expect(codes).toEqual(Array.from({ length: 100 }, () => code));
    expect(stderr).toContain("100 errors");
    expect(seconds).toBeLessThan(5);
  });

  it("has accounts and logs of at most a megabyte", async () => {
    const large = "x".repeat(1024 * 1024 + 1);
    const passwd = await outcomeOf({}, [...rootfsEntries, file("etc/passwd", large)]);
    expect(passwd.codes).toEqual(["host-file-too-large"]);
    expect(passwd.stderr).toContain("rootfs.tar: error[host-file-too-large]: /etc/passwd has 1048577 bytes; at most 1048576 are read");
    const logging = description("", '<Logging enable="true"><Log>a.log</Log></Logging>');
    const properties = file("etc/containerLog.properties", large);
    expect((await outcomeOf({ "a.xml": logging }, [...rootfsEntries, properties])).codes).toContain("host-file-too-large");
    const others = [file("var/lib/dpkg/status", "x".repeat(17 << 20)), file("etc/ld.so.conf", large)];
    expect((await outcomeOf({}, [...rootfsEntries, ...others])).code).toBe(0);
  });

  it("may have blanks and package names without end in its package database", async () => {
    const nonsense = `${"Package: lxc\n".repeat(500_000)}Status: x${" ".repeat(4_000_000)}y\n`;
    const status = file("var/lib/dpkg/status", `${nonsense}\nPackage: liblxc1\nStatus: install ok installed\nVersion: 1:4.0.6\n`);
    expect((await outcomeOf({}, [...rootfsEntries, status])).seconds).toBeLessThan(2);
  });

  it("may have chains and loops of symlinks", async () => {
    const chain = Array.from({ length: 50_000 }, (_, index) => symlink(`tmp/l${index}`, `l${index + 1}`));
    const mount = mountAt("x").replace("/tmp", "/tmp/l1");
    const { codes, seconds } = await outcomeOf({ "a.xml": description(mount) }, [...rootfsEntries, ...chain]);
    expect(codes).toEqual(["symlink-loop"]);
    expect(seconds).toBeLessThan(2);
  });
});

it("findings of one input are limited by severity", () => {
  const { found, report } = collectFindings("first");
  for (let index = 0; index < 1000; index++) report(diagnostic("warning", "w", atFile("f"), "m"));
  for (let index = 0; index < 101; index++) report(diagnostic("error", "e", atFile("f"), "m"));
  expect(found.map(({ code }) => code).join("")).toBe("w".repeat(100) + "e".repeat(100));
});
