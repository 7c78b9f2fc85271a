import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isFile, realPath } from "../../src/io/paths.ts";
import { scratch } from "../support/scratch.ts";

describe("isFile", () => {
  it("is about regular files, and no name of none is a failure", () => {
    const directory = scratch();
    writeFileSync(join(directory, "file"), "");
    symlinkSync("file", join(directory, "link"));
    for (const name of ["file", "link"]) expect(isFile(join(directory, name))).toBe(true);
    for (const name of ["none", "file/below", "x".repeat(300), "."]) expect(isFile(join(directory, name))).toBe(false);
  });

  it("is a HostError where it can't be told", () => {
    const directory = scratch();
    symlinkSync("loop", join(directory, "loop"));
    const path = join(directory, "loop");
    expect(() => isFile(path)).toThrow(
      expect.objectContaining({ name: "HostError", file: path, message: "can't be read: too many symbolic links encountered" }),
    );
  });
});

describe("realPath", () => {
  it("is the same for two names of one file, there or not", () => {
    const directory = realpathSync(scratch());
    mkdirSync(join(directory, "d"));
    writeFileSync(join(directory, "file"), "");
    symlinkSync("../file", join(directory, "d/link"));
    expect(realPath(join(directory, "d/link"))).toBe(join(directory, "file"));
    symlinkSync("d", join(directory, "e"));
    expect(realPath(join(directory, "e/new"))).toBe(join(directory, "d/new"));
    expect(realPath(join(directory, "none/../none/new"))).toBe(join(directory, "none/new"));
  });
});
