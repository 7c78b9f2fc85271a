import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findOras } from "../../src/io/oras.ts";
import { scratch } from "../support/scratch.ts";

const program = (body: string): string => {
  const path = join(scratch(), "oras");
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
};

const OLD = "echo 'Version:        1.2.0+unknown'";

describe("oras", () => {
  it.each(["1.3.0", "1.3.3", "1.10.0", "2.0.0-rc.1"])("is good enough as %s", async (version) => {
    const good = program(`echo 'Version: ${version}'`);
    expect(await findOras([program(OLD), good])).toBe(good);
  });

  it("is told to be missing, or too old, and where that one is", async () => {
    await expect(findOras([])).rejects.toMatchObject({
      file: "oras",
      message: "oras 1.3 or newer is needed to speak with a registry: there is none on PATH",
    });
    const [old, other] = [program(OLD), program("exit 1")];
    await expect(findOras([old, other])).rejects.toThrow(`: ${old} is 1.2.0+unknown, ${other} is of an unknown version`);
    const none = join(scratch(), "oras");
    await expect(findOras([none])).rejects.toThrow(`: ${none} is of an unknown version`);
  });
});
