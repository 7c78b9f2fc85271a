import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { needsRegistry, startRegistry } from "./registry.ts";
import { type Moment, startProxy } from "./striking-proxy.ts";
import { INPUTS, workplace } from "./workplace.ts";

const POINTS = 10;
const TAGS = ["1", "2"];

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
  ])(
    "as %s ends %s a request leaves no tag on what is incomplete, and the next one completes it",
    { timeout: 300_000 },
    async (victim, moment) => {
      const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-registry-"));
      let registry = await startRegistry({ directory });
      try {
        const { cli } = workplace();
        const digest = (await cli(`${INPUTS} @/b.xml --split -o oci:@/out`)).stdout.slice(0, 64);
        let failures = 0;
        for (let point = 1; point <= POINTS; point += 1) {
          // Of some 25 requests.
          const count = point * 2;
          const repository = `kill/p${point}`;
          const proxy = await startProxy(registry.host, { count, moment }, victim === "oras" ? killOras : () => registry.kill());
          const killed = await cli(`push --plain-http oci:@/out ${proxy.host}/${repository}:${TAGS.join(",")}`);
          await proxy.close();
          if (killed.code !== 0) failures += 1;
          expect([0, 3]).toContain(killed.code);
          if (victim !== "oras") {
            await registry.kill();
            registry = await startRegistry({ directory });
          }
          for (const tag of TAGS) {
            const { code, stderr } = await cli(`pull --plain-http ${registry.host}/${repository}:${tag} -o @/got`);
            if (code !== 0) expect(stderr).toContain("the registry does not have it");
          }
          const again = await cli(`push --plain-http oci:@/out ${registry.host}/${repository}:${TAGS.join(",")}`);
          expect(again, registry.log()).toEqual({
            code: 0,
            stderr: "",
            stdout: TAGS.map((tag) => `${digest}  ${registry.host}/${repository}:${tag}\n`).join(""),
          });
          expect(await cli(`pull --plain-http ${registry.host}/${repository}:1 -o @/got`)).toMatchObject({ code: 0 });
        }
        expect(failures).toBeGreaterThan(POINTS / 2);
      } finally {
        await registry.kill();
        rmSync(directory, { recursive: true });
      }
    },
  );
});
