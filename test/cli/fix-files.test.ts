import { spawnSync } from "node:child_process";
import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { installed } from "../support/installed.ts";
import { scratch } from "../support/scratch.ts";
import { CONFIG, description, rootfsTarball } from "./device.ts";

const MAIN = installed();

const WRONG = description("DEMO", "<!-- né -->\n\t<UserNam>root</UserNam>").replace("ro,bind,nosuid,nodev", "rw,bind");
const FORMS: readonly (readonly [string, Buffer])[] = [
  ["plain.xml", Buffer.from(WRONG)],
  ["a b/c.xml", Buffer.from(WRONG.replaceAll("DEMO", "OTHER"))],
  ["crlf.xml", Buffer.from(`\ufeff${WRONG.replaceAll("DEMO", "CRLF").replaceAll("\n", "\r\n")}`)],
  ["latin.xml", Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>\n${WRONG.replaceAll("DEMO", "LATIN").trimEnd()}`, "latin1")],
];

/** A directory with a device's rootfs and descriptions in several forms. */
const workplace = (): string => {
  const directory = scratch();
  writeFileSync(join(directory, "rootfs.tar"), rootfsTarball());
  writeFileSync(join(directory, "config.ini"), CONFIG);
  mkdirSync(join(directory, "a b"));
  for (const [name, bytes] of FORMS) writeFileSync(join(directory, name), bytes);
  return directory;
};

const check = (cwd: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [MAIN, "check", "-S", "-r", "rootfs.tar", ...args], { cwd, maxBuffer: 1 << 24 });

const NAMES = FORMS.map(([name]) => name);
const bytesIn = (cwd: string): readonly Buffer[] => NAMES.map((name) => readFileSync(join(cwd, name)));

describe("check --fix=diff", () => {
  it.each([
    ["patch", ["-p1", "-s"]],
    ["git", ["apply"]],
  ])("prints what %s makes the bytes of --fix of", (program, args) => {
    const [fixed, patched] = [workplace(), workplace()];
    check(fixed, "--fix", ...NAMES);
    const { stdout } = check(patched, "--fix=diff", ...NAMES.map((name) => `./${name}`));
    expect(bytesIn(patched)).toEqual(FORMS.map(([, bytes]) => bytes));
    const { status, stderr } = spawnSync(program, args, { cwd: patched, input: stdout });
    expect([status, stderr.toString()]).toEqual([0, ""]);
    expect(bytesIn(patched)).toEqual(bytesIn(fixed));
    expect(bytesIn(fixed).map((bytes, index) => bytes.equals(FORMS[index]?.[1] ?? Buffer.alloc(0)))).toEqual(NAMES.map(() => false));
  });
});

describe("check --fix", () => {
  it("keeps modes and symlinks", () => {
    const cwd = workplace();
    chmodSync(join(cwd, "plain.xml"), 0o640);
    symlinkSync("plain.xml", join(cwd, "link.xml"));
    check(cwd, "--fix", "link.xml");
    expect(lstatSync(join(cwd, "link.xml")).isSymbolicLink()).toBe(true);
    expect(statSync(join(cwd, "plain.xml")).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(cwd, "plain.xml"), "utf8")).toContain("<UserName>");
  });

  it("writes none where one can't be written, and tells which", () => {
    const cwd = workplace();
    chmodSync(join(cwd, "crlf.xml"), 0o444);
    const { status, stderr } = check(cwd, "--fix", ...NAMES);
    expect(stderr.toString()).toContain("crlf.xml: error[host-failure]: can't be rewritten");
    expect(status).toBe(3);
    expect(bytesIn(cwd)).toEqual(FORMS.map(([, bytes]) => bytes));
  });

  it("rewrites no two names of one file", () => {
    const cwd = workplace();
    symlinkSync("plain.xml", join(cwd, "link.xml"));
    const { status, stderr } = check(cwd, "--fix", "plain.xml", "link.xml");
    expect(stderr.toString()).toContain("link.xml is given twice");
    expect(status).toBe(2);
  });
});
