import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { installed } from "../support/installed.ts";
import { needsRegistry, type Registry, startRegistry } from "./registry.ts";
import { INPUTS, workplace } from "./workplace.ts";

const pathOf = (tool: string): string => execFileSync("sh", ["-c", 'command -v "$1"', "sh", tool], { encoding: "utf8" }).trim();

let registry: Registry;

needsRegistry("busybox")("where sh is BusyBox and bash is not there", () => {
  const main = installed();
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(async () => {
    await registry.kill();
  });

  it("an overlay is pushed and pulled, whatever its directory is called", async () => {
    const { directory, cli } = workplace();
    const bin = join(directory, "bin");
    mkdirSync(bin);
    for (const [name, tool] of [
      ["sh", "busybox"],
      ["oras", "oras"],
    ] as const)
      symlinkSync(pathOf(tool), join(bin, name));
    const built = await cli(`${INPUTS} -o oci:@/out`);
    const digest = built.stdout.slice(0, 64);
    const odd = `it's "$HOME" \`id\` \\ out`;
    cpSync(join(directory, "out"), join(directory, odd), { recursive: true });
    const run = (...words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
      spawnSync(process.execPath, [main, ...words], { cwd: directory, env: { PATH: bin, HOME: directory }, encoding: "utf8" });
    const name = `${registry.host}/demo:1`;
    expect(run("push", "--plain-http", `oci:${odd}`, name)).toMatchObject({ status: 0, stderr: "", stdout: `${digest}  ${name}\n` });
    expect(run("pull", "--plain-http", name, "-o", "got")).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(join(directory, "got"))).toEqual(["overlay.tar", "overlay.tar.json"]);
    await cli(`${INPUTS} -o @/overlay.tar`);
    expect(readFileSync(join(directory, "got/overlay.tar")).equals(readFileSync(join(directory, "overlay.tar")))).toBe(true);
  });
});
