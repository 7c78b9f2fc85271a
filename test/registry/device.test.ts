import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { linkedPlace } from "../oci/linked-place.ts";
import { isRoot } from "../support/needs.ts";
import { shellcheck } from "../support/shell.ts";
import { treeOf } from "../support/tree-of.ts";
import { needsRegistry, type Registry, startRegistry } from "./registry.ts";
import { INPUTS } from "./workplace.ts";

const DOCUMENT = readFileSync(join(import.meta.dirname, "../../docs/oci.md"), "utf8");
const RECIPE = /^```sh device\n([^]*?)^```$/m.exec(DOCUMENT)?.[1] ?? "";

let registry: Registry;

isRoot(needsRegistry())("the recipe for devices in docs/oci.md", () => {
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(async () => {
    await registry.kill();
  });

  it("makes of a device what apply gives, and refuses what was tampered with", async () => {
    const { cli, directory } = linkedPlace();
    await cli(`${INPUTS} -o oci:@/out`);
    const { code, stdout } = await cli(`push --plain-http oci:@/out ${registry.host}/device/demo:1`);
    expect(code).toBe(0);
    expect(shellcheck(`#!/bin/sh\n${RECIPE}`.replaceAll(/\$(REGISTRY|REPOSITORY|DIGEST)/g, "x"))).toBe("");
    const digest = `sha256:${stdout.slice(0, 64)}`;
    await cli(`${INPUTS} -o @/overlay.tar`);
    await cli("apply @/rootfs.tar @/overlay.tar -o @/applied.tar");
    const unpack = (tarball: string, name: string): string => {
      const root = join(directory, name);
      mkdirSync(root);
      execFileSync("tar", [
        "-xpf",
        join(directory, tarball),
        "-C",
        root,
        "--xattrs",
        "--xattrs-include=*",
        "--numeric-owner",
        "--delay-directory-restore",
      ]);
      return root;
    };
    const device = unpack("rootfs.tar", "device");
    writeFileSync(join(directory, "recipe.sh"), RECIPE);
    const run = (wanted: string, root: string): number | null => {
      const env = { ...process.env, REGISTRY: `http://${registry.host}`, REPOSITORY: "device/demo", DIGEST: wanted, ROOT: root };
      return spawnSync("dash", [join(directory, "recipe.sh")], { env, stdio: "ignore" }).status;
    };
    expect(run(digest, device)).toBe(0);
    const withoutTimes = (tree: readonly string[]): readonly string[] => tree.map((line) => line.replace(/ [\d.]+$/, ""));
    expect(withoutTimes(treeOf(device))).toEqual(withoutTimes(treeOf(unpack("applied.tar", "applied"))));

    const spoilt = join(directory, "spoilt");
    mkdirSync(spoilt);
    expect(
      run(
        digest.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
        spoilt,
      ),
    ).not.toBe(0);
    const layer = /"layers":\[[^\]]*sha256:(\w{64})/.exec(readFileSync(blob(digest.slice(7)), "latin1"))?.[1] ?? "";
    const bytes = readFileSync(blob(layer));
    writeFileSync(blob(layer), Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]));
    expect(run(digest, spoilt)).not.toBe(0);
    expect(readdirSync(spoilt)).toEqual([]);
    writeFileSync(blob(layer), bytes);
  });
});

/** The stored file of a blob. */
const blob = (digest: string): string => join(registry.storage, `docker/registry/v2/blobs/sha256/${digest.slice(0, 2)}/${digest}/data`);
