import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openOutputs } from "../../src/io/outputs.ts";
import { scratch } from "../support/scratch.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const HELLO = [Buffer.from("hel"), Buffer.from("lo\n")];

describe("outputs", () => {
  it("appear together, and only when they are committed", async () => {
    const directory = scratch();
    const outputs = openOutputs();
    expect(await outputs.write(join(directory, "a.tar"), HELLO)).toBe(sha256(Buffer.from("hello\n")));
    await outputs.write(join(directory, "b.json"), HELLO);
    expect(existsSync(join(directory, "a.tar"))).toBe(false);
    outputs.commit();
    expect(readdirSync(directory)).toEqual(["a.tar", "b.json"]);
    expect(readFileSync(join(directory, "a.tar"), "utf8")).toBe("hello\n");
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
    outputs.commit();
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
    outputs.commit();
    const bytes = readFileSync(path);
    expect(digest).toBe(sha256(bytes));
    expect(bytes.subarray(0, 10).toString("hex")).toBe("1f8b0800000000000003");
    expect(gunzipSync(bytes).toString()).toBe("hello\n");
  });

  it("leave no listeners for signals", async () => {
    const before = process.listenerCount("SIGTERM");
    const outputs = openOutputs();
    expect(process.listenerCount("SIGTERM")).toBe(before + 1);
    outputs.commit();
    outputs.discard();
    expect(process.listenerCount("SIGTERM")).toBe(before);
  });
});
