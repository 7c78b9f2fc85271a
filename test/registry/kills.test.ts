import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { needsRegistry, type Registry, startRegistry } from "./registry.ts";
import { INPUTS, workplace } from "./workplace.ts";

const POINTS = 10;
const TAGS = ["1", "2"];

/** Before a request reaches the registry, and after the registry has answered it. */
type Moment = "before" | "after";

interface Proxy {
  readonly host: string;
  readonly server: Server;
}

/** Passes requests on to a registry; at one moment of one request `strike` gets its turn, and the request has no answer. */
const startProxy = async (registry: Registry, at: { readonly count: number; readonly moment: Moment }, strike: (host: string) => Promise<void>): Promise<Proxy> => {
  let count = 0;
  const host = (): string => {
    const address = server.address();
    return `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  };
  const server = createServer((incoming, outgoing) => {
    count += 1;
    const isStruck = count === at.count;
    const breakOff = (): void => void strike(host()).then(() => outgoing.destroy());
    if (isStruck && at.moment === "before") return breakOff();
    const [name, port] = registry.host.split(":");
    const onward = request({ host: name, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer) => {
      if (isStruck) return breakOff();
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { host: host(), server };
};

/** Kills every oras that speaks with this host. */
const killOras = async (host: string): Promise<void> => {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      if (words[0]?.endsWith("/oras") && words.some((word) => word.startsWith(host))) process.kill(Number(pid), "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
  }
};

needsRegistry()("a push that is killed", () => {
  it.each<[string, Moment]>([
    ["oras", "before"],
    ["oras", "after"],
    ["the registry", "before"],
    ["the registry", "after"],
  ])("as %s ends %s a request leaves no tag on what is incomplete, and the next one completes it", { timeout: 300_000 }, async (victim, moment) => {
    const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-registry-"));
    let registry = await startRegistry({ directory });
    try {
      const { cli } = workplace();
      const digest = (await cli(`${INPUTS} @/b.xml --split -o oci:@/out`)).stdout.slice(0, 64);
      let failures = 0;
      for (let point = 1; point <= POINTS; point += 1) {
        // Of some 25 requests; retries of oras would take seconds.
        const count = point * 2;
        const repository = `kill/p${point}`;
        const proxy = await startProxy(registry, { count, moment }, victim === "oras" ? killOras : () => registry.kill());
        const killed = await cli(`push --plain-http --timeout 2 oci:@/out ${proxy.host}/${repository}:${TAGS.join(",")}`);
        proxy.server.closeAllConnections();
        proxy.server.close();
        if (killed.code !== 0) failures += 1;
        expect([0, 3]).toContain(killed.code);
        if (victim !== "oras") registry = await startRegistry({ directory });
        for (const tag of TAGS) {
          const { code, stderr } = await cli(`pull --plain-http ${registry.host}/${repository}:${tag} -o @/got`);
          if (code !== 0) expect(stderr).toContain("the registry does not have it");
        }
        const again = await cli(`push --plain-http oci:@/out ${registry.host}/${repository}:${TAGS.join(",")}`);
        expect(again).toEqual({ code: 0, stderr: "", stdout: TAGS.map((tag) => `${digest}  ${registry.host}/${repository}:${tag}\n`).join("") });
        expect(await cli(`pull --plain-http ${registry.host}/${repository}:1 -o @/got`)).toMatchObject({ code: 0 });
      }
      expect(failures).toBeGreaterThan(POINTS / 2);
    } finally {
      await registry.kill();
      rmSync(directory, { recursive: true });
    }
  });
});
