import { randomBytes } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { decompress } from "../../src/io/decompress.ts";
import { HostError } from "../../src/io/host.ts";
import { withFile, withTarballs } from "../../src/io/open-tarball.ts";
import { readExtent } from "../../src/bytes/content.ts";
import type { ByteSource } from "../../src/bytes/source.ts";
import { needs } from "../support/needs.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "lxc-overlay-test-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

/** Three megabytes with text, noise and a long run of zeros that ends within a block. */
const sample = (): Buffer => {
  const bytes = Buffer.alloc(3_000_000);
  for (let index = 0; index < 1_000_000; index++) bytes[index] = (index * 2654435761) >>> (index % 24);
  bytes.write("the end", bytes.length - 7);
  return bytes;
};

const bytesOf = (source: ByteSource): Buffer => {
  const bytes = Buffer.alloc(source.size);
  expect(source.read(bytes, 0)).toBe(source.size);
  return bytes;
};

const file = (name: string, bytes: Uint8Array): string => {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  return path;
};

const quiet = (): void => undefined;
const bytesIn = (path: string, progress: (bytes: number) => void = quiet): Promise<Buffer> =>
  withTarballs(async ({ open }) => bytesOf((await open(path, progress)).source));

const failure = (path: string): Promise<unknown> =>
  bytesIn(path).then(
    () => "opened",
    (thrown: unknown) => thrown,
  );

describe("a plain tarball", () => {
  it("is read in place, at any offset and beyond its end", async () => {
    await withTarballs(async ({ open }) => {
      const { source } = await open(file("a.tar.gz", Buffer.from("0123456789")), quiet);
      const window = Buffer.alloc(4);
      expect(source.size).toBe(10);
      expect(source.read(window, 3)).toBe(4);
      expect(window.toString()).toBe("3456");
      expect(source.read(window, 8)).toBe(2);
      expect(source.read(window, 10)).toBe(0);
    });
  });

  it("may be empty, or begin with a name that looks like bzip2", async () => {
    expect((await bytesIn(file("empty", Buffer.alloc(0)))).length).toBe(0);
    expect((await bytesIn(file("BZh9", Buffer.from("BZh9/this is a name")))).length).toBe(19);
  });

  it.each(["/dev/null", "/dev/zero"])("is not %s", async (device) => {
    expect(await failure(device)).toMatchObject({ file: device, message: "is a device or a terminal, not a tarball" });
  });

  it("that is missing, or is an image layout, is named", async () => {
    const missing = await failure(join(directory, "none.tar"));
    expect(missing).toBeInstanceOf(HostError);
    expect(missing).toMatchObject({ file: join(directory, "none.tar"), message: "can't be read: no such file or directory" });
    writeFileSync(join(directory, "oci-layout"), "{}");
    expect(await failure(directory)).toMatchObject({ message: expect.stringMatching(/^is an OCI image layout, not a tarball: /) });
  });
});

describe("gzip", () => {
  it("is told by content, and members follow each other", async () => {
    const bytes = sample();
    const path = file("a.tar", Buffer.concat([gzipSync(bytes.subarray(0, 1_234_567)), gzipSync(bytes.subarray(1_234_567))]));
    const heard: number[] = [];
    expect((await bytesIn(path, (total) => heard.push(total))).equals(bytes)).toBe(true);
    expect(heard.at(-1)).toBe(bytes.length);
  });

  it.each([1, 511, 10_240, 3_000_000])("may be padded with %i zeros, as on a tape", async (zeros) => {
    const packed = gzipSync(sample());
    const path = file("a.tar.gz", Buffer.concat([packed, Buffer.alloc(zeros)]));
    for (let round = 0; round < 5; round += 1) expect((await bytesIn(path)).equals(sample())).toBe(true);
  });

  it("may be cut anywhere into chunks", async () => {
    const bytes = Buffer.alloc(1000, "some text");
    const packed = Buffer.concat([gzipSync(bytes), gzipSync(bytes), Buffer.alloc(40)]);
    for (let cut = 0; cut < packed.length; cut += 1) {
      const whole: Buffer[] = [];
      const chunks = [packed.subarray(0, cut), packed.subarray(cut)].filter(({ length }) => length > 0);
      await decompress(Readable.from(chunks, { objectMode: false }), "gzip", "a.tar.gz", (chunk) => whole.push(Buffer.from(chunk)));
      expect(Buffer.concat(whole).equals(Buffer.concat([bytes, bytes]))).toBe(true);
    }
  });

  it("leaves nothing behind in TMPDIR, and names it when it can't be used", async () => {
    const spool = join(directory, "spool");
    mkdirSync(spool);
    vi.stubEnv("TMPDIR", spool);
    const path = file("a.tar.gz", gzipSync(sample()));
    await bytesIn(path);
    expect(readdirSync(spool)).toEqual([]);
    vi.stubEnv("TMPDIR", join(directory, "nowhere"));
    expect(await failure(path)).toMatchObject({
      file: join(directory, "nowhere"),
      message: expect.stringMatching(/TMPDIR chooses another directory\): no such file or directory$/),
    });
  });

  it("that is cut off or damaged is a failure that names the file", async () => {
    const packed = gzipSync(sample());
    const cut = file("cut.tar.gz", packed.subarray(0, packed.length - 5000));
    expect(await failure(cut)).toMatchObject({ name: "HostError", file: cut, message: "holds damaged gzip data: unexpected end of file" });
    packed.writeUInt32LE(0, packed.length - 8);
    expect(await failure(file("sum.tar.gz", packed))).toMatchObject({ message: "holds damaged gzip data: incorrect data check" });
  });
});

describe.each(["xz", "bzip2", "zstd"])("%s", (tool) => {
  needs(tool)("with its tool", () => {
    const packed = (bytes: Uint8Array): Buffer =>
      execFileSync(tool, ["-c"], { input: bytes, maxBuffer: 1e8, stdio: ["pipe", "pipe", "ignore"] });

    it("gives the bytes of all its streams", async () => {
      const bytes = sample();
      const path = file("a.tar", Buffer.concat([packed(bytes.subarray(0, 2_000_001)), packed(bytes.subarray(2_000_001))]));
      expect((await bytesIn(path)).equals(bytes)).toBe(true);
    });

    it("that is cut off is a failure that names the file", async () => {
      const whole = packed(sample());
      const path = file("cut.tar", whole.subarray(0, whole.length - 100));
      expect(await failure(path)).toMatchObject({
        name: "HostError",
        file: path,
        message: expect.stringMatching(new RegExp(`^holds damaged ${tool} data: (?!.*stdin).*(end|cut)`, "i")),
      });
    });

    it("that is damaged in the middle is a failure that says so", async () => {
      const whole = packed(Buffer.concat([randomBytes(3_000_000), sample()]));
      whole.writeUInt8(whole.readUInt8(1_000_000) ^ 0xff, 1_000_000);
      const path = file("flipped.tar", whole);
      expect(await failure(path)).toMatchObject({
        name: "HostError",
        file: path,
        message: expect.stringMatching(new RegExp(`^holds damaged ${tool} data: \\w`)),
      });
    });

    const withoutTool = async (): Promise<void> => {
      const bytes = sample();
      const frames = Buffer.concat([packed(bytes.subarray(0, 1_500_000)), packed(bytes.subarray(1_500_000))]);
      const cut = file("cut.tar.zst", frames.subarray(0, 5000));
      vi.stubEnv("PATH", directory);
      expect((await bytesIn(file("a.tar.zst", frames))).equals(bytes)).toBe(true);
      expect(await failure(cut)).toMatchObject({ file: cut, message: expect.stringMatching(/^holds damaged zstd data: /) });
    };

    const missingTool = async (): Promise<void> => {
      const path = file("a.tar", packed(sample()));
      vi.stubEnv("PATH", directory);
      expect(await failure(path)).toMatchObject({ message: `is compressed with ${tool}, and the tool ${tool} is not installed` });
    };

    if (tool === "zstd") it("does not need the tool", withoutTool);
    else it("names the tool where it is missing", missingTool);
  });
});

/** Names of what this process has open below the directory of the test; what was unlinked counts. */
const openFiles = (): readonly string[] =>
  readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(directory) ? [path] : [];
    } catch {
      return [];
    }
  });

describe("what was opened", () => {
  beforeEach(() => vi.stubEnv("TMPDIR", directory));

  it("is closed when its use ends, plain and unpacked", async () => {
    const paths = [file("a.tar", sample()), file("a.tar.gz", gzipSync(sample()))];
    await withTarballs(async ({ open }) => {
      for (const path of paths) await open(path, quiet);
      expect(openFiles()).toHaveLength(2);
    });
    expect(withFile(paths[0] ?? "", ({ size }) => [size, openFiles().length])).toEqual([sample().length, 1]);
    expect(openFiles()).toEqual([]);
  });

  it("is closed when its use fails, and when it can't be opened", async () => {
    const packed = gzipSync(sample());
    const good = file("a.tar", sample());
    const bad = [directory, file("cut.tar.gz", packed.subarray(0, 5000)), file("a.tar.xz", Buffer.from("fd377a585a00", "hex"))];
    vi.stubEnv("PATH", directory);
    for (const path of bad) {
      const failing = withTarballs(async ({ open }) => {
        await open(good, quiet);
        await open(path, quiet);
      });
      await expect(failing).rejects.toThrow(HostError);
    }
    const failing = (): never => {
      throw new Error("no more");
    };
    expect(() => withFile(good, failing)).toThrow("no more");
    await vi.waitFor(() => expect(openFiles()).toEqual([]));
  });

  it("is a failure of the machine when it was changed meanwhile, whatever came of that", async () => {
    const message = "was changed or replaced while it was read";
    for (const bytes of [sample(), gzipSync(sample())]) {
      const path = file("a.tar", bytes);
      const cutting = withTarballs(async ({ open }) => {
        const { source } = await open(path, quiet);
        truncateSync(path, 100);
        return readExtent({ source, offset: 0, length: source.size });
      });
      await expect(cutting).rejects.toMatchObject({ name: "HostError", file: path, message });
    }
  });
});

describe.each(["xz", "zstd"])("a file of %s that its tool unpacks by itself", (tool) => {
  needs(tool)("with its tool", () => {
    it("costs no disk where it holds zeros, and what is unpacked so far is heard", async () => {
      vi.stubEnv("TMPDIR", directory);
      const zeros = Buffer.alloc(64 * 1024 * 1024);
      const path = file("zeros.tar", execFileSync(tool, ["-c"], { input: zeros, stdio: ["pipe", "pipe", "ignore"] }));
      const heard: number[] = [];
      await withTarballs(async ({ open }) => {
        const { source } = await open(path, (bytes) => heard.push(bytes));
        expect(source.size).toBe(zeros.length);
        const fd = readdirSync("/proc/self/fd").find((each) => {
          try {
            return readlinkSync(`/proc/self/fd/${each}`).startsWith(join(directory, "lxc-overlay-"));
          } catch {
            return false;
          }
        });
        expect(statSync(`/proc/self/fd/${fd}`).blocks * 512).toBeLessThan(1024 * 1024);
      });
      expect(heard.at(-1)).toBe(zeros.length);
    });
  });
});
