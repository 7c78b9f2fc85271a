import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { posix } from "node:path";
import { gzip } from "../../src/io/gzip.ts";
import { type Host, HostError, type Outputs, type TarballDoor } from "../../src/io/host.ts";
import type { ByteSource } from "../../src/bytes/source.ts";
import { memorySource } from "../../src/bytes/memory-source.ts";
import { hold } from "./json-schemas.ts";
import { noteIn } from "./produced-codes.ts";

export { memorySource };

/** A machine without disk or processes: files in, files out, what was printed. Tarballs are plain or compressed with gzip. */
export interface MemoryHost extends Host {
  readonly written: ReadonlyMap<string, Uint8Array>;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export const memoryHost = (files: Readonly<Record<string, Uint8Array>>, environment: Readonly<Record<string, string>> = {}): MemoryHost => {
  const written = new Map<string, Uint8Array>();
  let stdout = "";
  let stderr = "";
  const bytesOf = (path: string): Uint8Array => {
    const bytes = files[path] ?? written.get(path);
    if (bytes === undefined) throw new HostError(path, "no such file");
    return bytes;
  };
  return {
    environment,
    terminal: false,
    columns: () => 80,
    version: "0.0.0",
    shippedConfig: files["config.ini"] ?? new Uint8Array(),
    isFile: (path) => (files[path] ?? written.get(path)) !== undefined,
    realPath: (path) => posix.normalize(path),
    relativePath: (path) => (path.startsWith("/") ? posix.relative("/here", path) : path),
    readFile: bytesOf,
    readStart: (path, length) => bytesOf(path).subarray(0, length),
    withTarballs: (use) => use(doorTo((path) => memorySource(uncompressed(bytesOf(path))))),
    withFile: (path, use) => use(memorySource(bytesOf(path))),
    withTemporaryDirectory: async (use) => {
      try {
        return await use("temporary");
      } finally {
        for (const path of written.keys()) if (path.startsWith("temporary/")) written.delete(path);
      }
    },
    runOras: async () => {
      throw new HostError("oras", "there are no processes here");
    },
    openOutputs: () => memoryOutputs(written),
    print: async (text) => {
      stdout += text;
      hold(text);
    },
    log: (text) => {
      stderr += text;
      noteIn(text);
      hold(text);
    },
    written,
    stdout: () => stdout,
    stderr: () => stderr,
  };
};

/** Opens one tarball, or those that a function knows. */
export const doorTo = (sources: ByteSource | ((path: string) => ByteSource)): TarballDoor => ({
  open: async (path) => ({ source: typeof sources === "function" ? sources(path) : sources, origin: "tarball", leftOut: [] }),
  unpack: async (_, source) => source,
  spool: (_, chunks) => memorySource(Buffer.concat([...chunks])),
});

const uncompressed = (bytes: Uint8Array): Uint8Array => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);

const BRACE = "{".charCodeAt(0);

const memoryOutputs = (written: Map<string, Uint8Array>): Outputs => {
  const pending = new Map<string, Uint8Array>();
  return {
    directory: () => undefined,
    write: async (path, chunks) => {
      const bytes = Buffer.concat([...chunks]);
      pending.set(path, bytes);
      if (bytes[0] === BRACE) hold(bytes.toString("utf8"));
      return createHash("sha256").update(bytes).digest("hex");
    },
    link: (path, target) => void pending.set(path, Buffer.from(`-> ${target}`)),
    replace: async (path, bytes) => void pending.set(path, bytes),
    writeBlob: async (directory, chunks, form) => {
      const bytes = form === "gzip" ? await collect(gzip(chunks)) : Buffer.concat([...chunks]);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      pending.set(`${directory}/${sha256}`, bytes);
      return { sha256, size: bytes.length };
    },
    commit: async () => pending.forEach((bytes, path) => written.set(path, bytes)),
    discard: () => pending.clear(),
  };
};

const collect = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};
