import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { withTarballs } from "../../src/io/open-tarball.ts";
import { openOutputs } from "../../src/io/outputs.ts";
import { isRoot, needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const run = (command: string, ...args: readonly string[]): unknown => execFileSync(command, args, { stdio: "ignore" });
const HELLO = [Buffer.from("hel"), Buffer.from("lo\n")];

describe("outputs", () => {
  it("appear together, and only when they are committed", async () => {
    const directory = scratch();
    const outputs = openOutputs();
    expect(await outputs.write(join(directory, "a.tar"), HELLO)).toBe(sha256(Buffer.from("hello\n")));
    await outputs.write(join(directory, "b.json"), HELLO);
    expect(existsSync(join(directory, "a.tar"))).toBe(false);
    await outputs.commit();
    expect(readdirSync(directory)).toEqual(["a.tar", "b.json"]);
    expect(readFileSync(join(directory, "a.tar"), "utf8")).toBe("hello\n");
  });

  it("may be symlinks, over those that were there", async () => {
    const directory = scratch();
    symlinkSync("nowhere", join(directory, "link"));
    const outputs = openOutputs();
    outputs.link(join(directory, "link"), "/dev/null");
    outputs.link(join(directory, "more"), "a");
    expect(readlinkSync(join(directory, "link"))).toBe("nowhere");
    await outputs.commit();
    expect(readdirSync(directory)).toEqual(["link", "more"]);
    expect(readlinkSync(join(directory, "link"))).toBe("/dev/null");
    const failing = openOutputs();
    expect(() => failing.link(join(directory, "no/where"), "a")).toThrow("can't be made");
    failing.discard();
  });

  it("that are discarded leave nothing, and what was there stays", async () => {
    const directory = scratch();
    writeFileSync(join(directory, "a.tar"), "old");
    const outputs = openOutputs();
    outputs.directory(join(directory, "new"));
    await outputs.write(join(directory, "a.tar"), HELLO);
    await outputs.write(join(directory, "new", "b.tar"), HELLO);
    outputs.discard();
    expect(readdirSync(directory)).toEqual(["a.tar"]);
    expect(readFileSync(join(directory, "a.tar"), "utf8")).toBe("old");
  });

  it("are removed when their content fails", async () => {
    const directory = scratch();
    const outputs = openOutputs();
    const failing = function* (): Generator<Uint8Array> {
      yield Buffer.from("half");
      throw new Error("no more");
    };
    await expect(outputs.write(join(directory, "a.tar"), failing())).rejects.toThrow("no more");
    outputs.discard();
    expect(readdirSync(directory)).toEqual([]);
  });

  it("replace what a symlink points to, not the symlink", async () => {
    const directory = scratch();
    mkdirSync(join(directory, "elsewhere"));
    writeFileSync(join(directory, "elsewhere", "real.tar"), "old");
    symlinkSync("elsewhere/real.tar", join(directory, "a.tar"));
    const outputs = openOutputs();
    await outputs.write(join(directory, "a.tar"), HELLO);
    await outputs.commit();
    expect(lstatSync(join(directory, "a.tar")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(directory, "elsewhere", "real.tar"), "utf8")).toBe("hello\n");
  });

  it("name the path that can't be written", async () => {
    const directory = scratch();
    const outputs = openOutputs();
    await expect(outputs.write(join(directory, "none", "a.tar"), HELLO)).rejects.toMatchObject({
      name: "HostError",
      file: join(directory, "none", "a.tar"),
      message: "can't be written: no such file or directory",
    });
    await expect(outputs.write(directory, HELLO)).rejects.toThrow("can't be written: is a directory");
    await expect(outputs.write("/dev/full", HELLO)).rejects.toThrow("can't be written: no space left on device");
    outputs.discard();
  });

  it("are compressed by their name, and the digest is that of the file", async () => {
    const path = join(scratch(), "a.tar.gz");
    const outputs = openOutputs();
    const digest = await outputs.write(path, HELLO);
    await outputs.commit();
    const bytes = readFileSync(path);
    expect(digest).toBe(sha256(bytes));
    expect(bytes.subarray(0, 10).toString("hex")).toBe("1f8b0800000000000003");
    expect(gunzipSync(bytes).toString()).toBe("hello\n");
  });

  it("come back as they were when one can't be put in its place", async () => {
    const directory = scratch();
    writeFileSync(join(directory, "a.tar"), "old");
    const outputs = openOutputs();
    await outputs.write(join(directory, "a.tar"), HELLO);
    await outputs.write(join(directory, "b.tar"), HELLO);
    await outputs.write(join(directory, "c.tar"), HELLO);
    mkdirSync(join(directory, "c.tar"));
    await expect(outputs.commit()).rejects.toMatchObject({
      name: "HostError",
      file: join(directory, "c.tar"),
      message: "can't be written: is a directory",
    });
    outputs.discard();
    expect(readdirSync(directory).sort()).toEqual(["a.tar", "c.tar"]);
    expect(readFileSync(join(directory, "a.tar"), "utf8")).toBe("old");
  });

  it("do not appear when an input was changed or replaced meanwhile", async () => {
    for (const change of [
      (path: string): void => appendFileSync(path, "more"),
      (path: string): void => utimesSync(path, 1, 1),
      (path: string): void => {
        writeFileSync(`${path}.new`, "input");
        renameSync(`${path}.new`, path);
      },
      (path: string): void => rmSync(path),
    ]) {
      const directory = scratch();
      const input = join(directory, "rootfs.tar");
      writeFileSync(input, "input");
      const outputs = openOutputs();
      const building = withTarballs(async ({ open }) => {
        await open(input, () => undefined);
        await outputs.write(join(directory, "a.tar"), HELLO);
        change(input);
        await outputs.commit();
      });
      await expect(building).rejects.toMatchObject({ file: input, message: "was changed or replaced while it was read" });
      outputs.discard();
      expect(readdirSync(directory)).not.toContain("a.tar");
    }
  });

  it("leave no listeners for signals", async () => {
    const before = process.listenerCount("SIGTERM");
    const outputs = openOutputs();
    expect(process.listenerCount("SIGTERM")).toBe(before + 1);
    await outputs.commit();
    outputs.discard();
    expect(process.listenerCount("SIGTERM")).toBe(before);
  });
});

isRoot(needs("mount"))("outputs on a disk that is full", () => {
  it("leave nothing, and what was there stays", async () => {
    const directory = scratch();
    run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory);
    try {
      writeFileSync(join(directory, "a.tar"), "old");
      const outputs = openOutputs();
      await outputs.write(join(directory, "a.tar"), HELLO);
      const large = outputs.writeBlob(directory, Array(100).fill(Buffer.alloc(1024, "x")), "plain");
      await expect(large).rejects.toMatchObject({ file: directory, message: "can't be written: no space left on device" });
      outputs.discard();
      expect(readdirSync(directory)).toEqual(["a.tar"]);
      expect(readFileSync(join(directory, "a.tar"), "utf8")).toBe("old");
    } finally {
      run("umount", directory);
    }
  });
});
