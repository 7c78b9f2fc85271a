import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { needsRegistry, type Registry, startRegistry } from "./registry.ts";
import { INPUTS, workplace } from "./workplace.ts";

let registry: Registry;

needsRegistry()("in a registry without the referrers API", () => {
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(async () => {
    await registry.kill();
  });

  it("both are found by what they tell of, also that of an index' manifests", async () => {
    const { cli: run } = workplace();
    const typesOf = (reference: string): string[] => {
      const found = execFileSync("oras", ["discover", "--plain-http", "--format", "json", reference], {
        encoding: "utf8",
      });
      return JSON.parse(found)
        .referrers.map(({ artifactType }: { readonly artifactType: string }) => artifactType)
        .toSorted();
    };
    const both = ["application/spdx+json", "application/vnd.in-toto+json"];
    await run(`${INPUTS} -o oci:@/out`);
    expect(await run(`push --plain-http oci:@/out ${registry.host}/one:1`)).toMatchObject({ code: 0 });
    expect(typesOf(`${registry.host}/one:1`)).toEqual(both);
    const { stdout } = await run(`${INPUTS} @/b.xml --split -o oci:@/split`);
    expect(await run(`push --plain-http oci:@/split ${registry.host}/split:1`)).toMatchObject({ code: 0 });
    for (const line of stdout.trim().split("\n").slice(1))
      expect(typesOf(`${registry.host}/split@sha256:${line.slice(0, 64)}`)).toEqual(both);
  });
});
