import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { list } from "tar";
import { expect } from "vitest";
import type { ArchiveEntry } from "../../src/tar/entry.ts";
import { nameInArchive } from "../../src/tar/entry.ts";
import { readExtent } from "../../src/bytes/content.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import { goTar, TYPE_FLAGS } from "./go-tar.ts";
import { memorySource } from "./memory-host.ts";
import { needs } from "./needs.ts";

/** What a reader says of an entry. What it does not tell is left out. */
export interface Listed {
  /** The name, and after ` -> ` or ` link to ` the target. */
  readonly label: string;
  /** The type flag of a tar header. */
  readonly flag: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime?: number;
  /** `major,minor` of devices. */
  readonly device?: string;
  /** Values in base64. */
  readonly xattrs?: Readonly<Record<string, string>>;
  readonly sha256?: string;
}

/** `describe` for tests that ask these readers. */
export const needsOracles = (): ReturnType<typeof needs> => needs("tar", "bsdtar", "python3", "go");

/** Asserts that GNU tar, bsdtar, Python's tarfile, Go's archive/tar and node-tar list this uncompressed archive as `readArchive` does. */
export const expectOraclesAgree = (tarPath: string): void => {
  const ours = listOurs(tarPath);
  for (const [reader, theirs] of Object.entries(listWithOracles(tarPath, ours))) {
    const known = Object.keys(theirs[0] ?? {});
    const comparable = ours.map((entry) => Object.fromEntries(Object.entries(entry).filter(([key]) => known.includes(key))));
    expect({ reader, entries: theirs }).toEqual({ reader, entries: comparable });
  }
};

const listWithOracles = (tarPath: string, ours: readonly Listed[]): Record<string, readonly Listed[]> => ({
  "GNU tar": listWithGnuTar(tarPath),
  bsdtar: listWithBsdtar(tarPath),
  tarfile: listWithPython(tarPath),
  "archive/tar": listWithGo(tarPath),
  ...(ours.every(isForNodeTar) ? { "node-tar": listWithNodeTar(tarPath) } : {}),
});

/** node-tar takes a newline within a value for the end of its record. */
const isForNodeTar = ({ xattrs = {} }: Listed): boolean =>
  !Object.values(xattrs).some((text) => Buffer.from(text, "base64").includes(0x0a));

/** What `readArchive` says of the archive, in the common form; it must have no diagnostics. */
export const listOurs = (tarPath: string): Listed[] => {
  const source = memorySource(readFileSync(tarPath));
  const { value, diagnostics } = readArchive(source, tarPath);
  expect(diagnostics).toEqual([]);
  return Array.from(value, (entry) => ({
    label: labelOf(nameInArchive(entry), TYPE_FLAGS[entry.type], entry.target),
    flag: TYPE_FLAGS[entry.type],
    mode: entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    size: entry.size,
    mtime: entry.mtime,
    device: deviceOf(TYPE_FLAGS[entry.type], entry.devMajor, entry.devMinor),
    xattrs: Object.fromEntries([...entry.xattrs].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")])),
    sha256: sha256Of(source, entry),
  }));
};

const sha256Of = (source: ReturnType<typeof memorySource>, entry: ArchiveEntry): string =>
  createHash("sha256")
    .update(readExtent({ source, offset: entry.contentOffset, length: entry.size }))
    .digest("hex");

const labelOf = (name: string, flag: string, target: string): string =>
  flag === "2" ? `${name} -> ${target}` : flag === "1" ? `${name} link to ${target}` : name;

const deviceOf = (flag: string, major: number, minor: number): string => (flag === "3" || flag === "4" ? `${major},${minor}` : "");

/** What the Go and Python programs print. */
interface JsonEntry extends Required<Omit<Listed, "label" | "device">> {
  readonly name: string;
  readonly target: string;
  readonly devMajor: number;
  readonly devMinor: number;
}

const fromJson = (text: string): Listed[] =>
  (JSON.parse(text) as JsonEntry[]).map(({ name, target, devMajor, devMinor, ...rest }) => ({
    ...rest,
    flag: rest.flag === "\0" ? "0" : rest.flag,
    mtime: Math.floor(rest.mtime),
    label: labelOf(rest.flag === "5" && !name.endsWith("/") ? `${name}/` : name, rest.flag, target),
    device: deviceOf(rest.flag, devMajor, devMinor),
  }));

const listWithGo = (tarPath: string): Listed[] =>
  fromJson(execFileSync(goTar(), ["list"], { input: readFileSync(tarPath), encoding: "utf8", maxBuffer: 1 << 28 }));

const listWithPython = (tarPath: string): Listed[] =>
  fromJson(execFileSync("python3", [join(import.meta.dirname, "list-tar.py"), tarPath], { encoding: "utf8", maxBuffer: 1 << 28 }));

const LETTER_FLAGS: Readonly<Record<string, string>> = { "-": "0", h: "1", l: "2", c: "3", b: "4", d: "5", p: "6" };

/** `-rwsr-xr-x 0/0  5 2026-11-23 18:13:28 "usr/bin/su"` and the like; a quoted text has C escapes, and bytes beyond ASCII are escaped. */
const listWithGnuTar = (tarPath: string): Listed[] => {
  const options = ["--numeric-owner", "--full-time", "--quoting-style=c", "--force-local", "-tvf", tarPath];
  return linesOf("tar", options, { LC_ALL: "C", TZ: "UTC" }).map((line) => {
    const match = /^(\S{10}) (\d+)\/(\d+) +(\S+) (\S+ \S+?)(?:\.\d+)? +(".*)$/.exec(line);
    const [, letters = "", uid, gid, size = "", time = "", names = ""] = match ?? [];
    return {
      ...fromLetters(letters, size),
      label: names.replace(/"((?:[^"\\]|\\.)*)"/g, (_, quoted: string) => unescape(quoted)),
      uid: Number(uid),
      gid: Number(gid),
      mtime: Date.parse(`${time.replace(" ", "T")}Z`) / 1000,
    };
  });
};

/** `drwxr-xr-x  0 0      0           0 Nov 23 18:13 usr/`; unprintable bytes and backslashes are escaped. */
const listWithBsdtar = (tarPath: string): Listed[] =>
  linesOf("bsdtar", ["--numeric-owner", "-tvf", tarPath], { LC_ALL: "C.UTF-8", TZ: "UTC" }).map((line) => {
    const match = /^(\S{10}) +\d+ (\d+) +(\d+) +(\S+) \S+ +\S+ +\S+ (.*)$/.exec(line);
    const [, letters = "", uid, gid, size = "", label = ""] = match ?? [];
    return { ...fromLetters(letters, size), label: unescape(label), uid: Number(uid), gid: Number(gid) };
  });

const linesOf = (command: string, options: readonly string[], env: Readonly<Record<string, string>>): string[] =>
  execFileSync(command, options, { encoding: "latin1", env: { ...process.env, ...env }, maxBuffer: 1 << 28 })
    .split("\n")
    .slice(0, -1);

/** Type, mode and size or device of the first and the size column of a long listing. */
const fromLetters = (letters: string, size: string): Pick<Required<Listed>, "flag" | "mode" | "size" | "device"> => ({
  flag: LETTER_FLAGS[letters.charAt(0)] ?? letters,
  mode: [1, 4, 7].reduce((mode, at, index) => mode | triadOf(letters.slice(at, at + 3), 2 - index), 0),
  size: size.includes(",") ? 0 : Number(size),
  device: size.includes(",") ? size : "",
});

const triadOf = (triad: string, place: number): number => {
  const [read = "", write = "", last = ""] = triad;
  const bits = (read === "r" ? 4 : 0) | (write === "w" ? 2 : 0) | ("xst".includes(last) ? 1 : 0);
  return (bits << (3 * place)) | ("stST".includes(last) ? 0o1000 << place : 0);
};

/** The text of C escapes over UTF-8 bytes. */
const unescape = (text: string): string =>
  Buffer.from(
    text.replace(/\\([0-7]{3}|.)/g, (_, code: string) => (/^\d/.test(code) ? String.fromCharCode(parseInt(code, 8)) : code)),
    "latin1",
  ).toString();

const listWithNodeTar = (tarPath: string): Listed[] => {
  const entries: Listed[] = [];
  list({
    file: tarPath,
    sync: true,
    strict: true,
    onReadEntry: ({ path, type, linkpath = "", mode = 0, uid = 0, gid = 0, size, mtime }) => {
      const flag = NODE_TAR_FLAGS[type] ?? type;
      entries.push({ label: labelOf(path, flag, linkpath), flag, mode, uid, gid, size, mtime: Math.floor(Number(mtime) / 1000) });
    },
  });
  return entries;
};

const NODE_TAR_FLAGS: Readonly<Record<string, string>> = {
  File: "0",
  Link: "1",
  SymbolicLink: "2",
  CharacterDevice: "3",
  BlockDevice: "4",
  Directory: "5",
  FIFO: "6",
};
