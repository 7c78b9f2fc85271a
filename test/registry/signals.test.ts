import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { needs } from "../support/needs.ts";
import { installed } from "../support/installed.ts";
import { scratch } from "../support/scratch.ts";
import { sha256 } from "./workplace.ts";

const LAYER = Buffer.alloc(100_000, "layer");
const descriptor = (bytes: Uint8Array): object => ({
  mediaType: "application/octet-stream",
  digest: `sha256:${sha256(bytes)}`,
  size: bytes.length,
});
const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  config: descriptor(Buffer.from("{}")),
  layers: [descriptor(LAYER)],
});

/** A registry that never gives more than the first half of a layer. */
const server: Server = createServer((request, response) => {
  if (request.url?.includes("/manifests/") === true) {
    response.writeHead(200, {
      "content-type": "application/vnd.oci.image.manifest.v1+json",
      "content-length": MANIFEST.length,
      "docker-content-digest": `sha256:${sha256(MANIFEST)}`,
    });
    response.end(request.method === "HEAD" ? undefined : MANIFEST);
  } else if (request.url?.endsWith(sha256(LAYER)) === true) {
    response.writeHead(200, { "content-length": LAYER.length });
    response.write(LAYER.subarray(0, LAYER.length >> 1));
  } else {
    response.end("{}");
  }
});

const host = (): string => {
  const address = server.address();
  return `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
};

/** Processes that speak with this registry. */
const running = (): readonly string[] =>
  readdirSync("/proc").filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(host()) &&
        !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1"))
      );
    } catch {
      return false;
    }
  });

const filesIn = (directory: string): readonly string[] => readdirSync(directory, { recursive: true }).map(String);

needs("oras")("a pull that a signal ends", () => {
  const main = installed();
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("leaves no process and no file: %s", async (signal) => {
    const directory = scratch();
    const temporary = join(directory, "tmp");
    mkdirSync(temporary);
    writeFileSync(join(directory, "empty.json"), "{}");
    const env = { ...process.env, TMPDIR: temporary };
    const words = [
      "pull",
      "--plain-http",
      "--registry-config",
      join(directory, "empty.json"),
      `${host()}/a:1`,
      "-o",
      join(directory, "got"),
    ];
    const child = spawn(process.execPath, [main, ...words], { env, stdio: "ignore" });
    const ended = new Promise<unknown>((resolve) => child.on("exit", (code, by) => resolve(by ?? code)));
    while (!filesIn(temporary).some((name) => name.includes("/ingest/"))) await setTimeout(10);
    expect(running().length).toBeGreaterThan(1);
    child.kill(signal);
    expect(await ended).toBe(signal);
    expect(running()).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(existsSync(join(directory, "got"))).toBe(false);
  });
});
