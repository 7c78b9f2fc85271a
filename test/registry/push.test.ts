import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logIn, needsRegistry, type Registry, startRegistry } from "./registry.ts";
import { INPUTS, sha256, workplace } from "./workplace.ts";

let plain: Registry;

const tool = (command: string, ...args: readonly string[]): string => execFileSync(command, args, { encoding: "utf8" });

/** The digest that skopeo computes of what a registry has. */
const skopeoDigest = (reference: string): string =>
  sha256(tool("skopeo", "inspect", "--tls-verify=false", "--raw", `docker://${reference}`));

needsRegistry()("push", () => {
  beforeAll(async () => {
    plain = await startRegistry();
  });
  afterAll(async () => {
    await plain.kill();
  });

  it("copies an overlay with the digest that it has here, under several tags; skopeo computes the same", async () => {
    const { cli } = workplace();
    const built = await cli(`${INPUTS} -o oci:@/out:1`);
    const digest = built.stdout.slice(0, 64);
    const pushed = await cli(`push --plain-http oci:@/out:1 ${plain.host}/some/demo:1.2,latest`);
    expect(pushed).toEqual({
      code: 0,
      stderr: "",
      stdout: `${digest}  ${plain.host}/some/demo:1.2\n${digest}  ${plain.host}/some/demo:latest\n`,
    });
    for (const tag of ["1.2", "latest"]) {
      expect(skopeoDigest(`${plain.host}/some/demo:${tag}`)).toBe(digest);
      expect(tool("oras", "resolve", "--plain-http", `${plain.host}/some/demo:${tag}`)).toBe(`sha256:${digest}\n`);
    }
  });

  it("copies an index of several containers", async () => {
    const { cli } = workplace();
    const built = await cli(`${INPUTS} @/b.xml --split -o oci:@/out:all`);
    expect(await cli(`push --plain-http oci:@/out:all ${plain.host}/split:1`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(built.stdout.slice(0, 64)),
    });
    expect(skopeoDigest(`${plain.host}/split:1`)).toBe(built.stdout.slice(0, 64));
  });

  it("puts several overlays under one index, with their platforms", async () => {
    const { cli } = workplace();
    await cli(`${INPUTS} -o oci:@/arm`);
    await cli(`${INPUTS.replace("arm", "mips")} -s -o oci:@/other`);
    const { code, stdout } = await cli(`push --plain-http oci:@/arm oci:@/other ${plain.host}/several:1`);
    expect(code).toBe(0);
    const index = tool("skopeo", "inspect", "--tls-verify=false", "--raw", `docker://${plain.host}/several:1`);
    expect(sha256(index)).toBe(stdout.slice(0, 64));
    const { manifests } = JSON.parse(index);
    expect(manifests).toHaveLength(2);
    expect(manifests[0]).toMatchObject({
      platform: { architecture: "arm", os: "linux" },
      annotations: { "org.opencontainers.image.title": "DEMO" },
    });
    expect(manifests[0].annotations).not.toHaveProperty(["org.opencontainers.image.ref.name"]);
  });

  it("takes a tarball with its report, plain or compressed: the digest is that of the layout", async () => {
    const { cli } = workplace();
    const built = await cli(`${INPUTS} -o oci:@/out`);
    for (const name of ["overlay.tar", "overlay.tar.gz"]) {
      await cli(`${INPUTS} -o @/${name} --report @/${name}.json`);
      const { code, stdout } = await cli(`push --plain-http @/${name} ${plain.host}/tarball:1`);
      expect({ code, digest: stdout.slice(0, 64) }).toEqual({ code: 0, digest: built.stdout.slice(0, 64) });
    }
  });

  it("names repository and tag after containers and tags", async () => {
    const { cli } = workplace();
    await cli(`${INPUTS} @/b.xml -o oci:@/out`);
    const { stdout } = await cli(`push --plain-http oci:@/out ${plain.host}`);
    expect(stdout.slice(66)).toBe(`${plain.host}/demo-other-one:soc-ver-arm-version-debug\n`);
    expect((await cli(`push --plain-http oci:@/out ${plain.host}/own`)).stdout.slice(66)).toBe(
      `${plain.host}/own:soc-ver-arm-version-debug\n`,
    );
  });

  it("has no name for an overlay without tags, and none for two alike", async () => {
    const { cli } = workplace();
    await cli(`-r @/rootfs.tar -c @/config.ini @/a.xml -o oci:@/untagged`);
    const none = await cli(`push --plain-http oci:@/untagged ${plain.host}`);
    expect(none).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("error[no-registry-name]") });
    await cli(`${INPUTS} -o oci:@/out`);
    const same = await cli(`push --plain-http oci:@/out oci:@/out ${plain.host}`);
    expect(same).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("error[same-registry-name]") });
  });

  it("uploads nothing the second time", async () => {
    const { cli } = workplace();
    await cli(`${INPUTS} -o oci:@/out`);
    const line = `push --plain-http oci:@/out ${plain.host}/again:1`;
    const first = await cli(line);
    expect(plain.requests().filter((request) => /^(POST|PATCH|PUT) /.test(request)).length).toBeGreaterThan(2);
    expect(await cli(line)).toEqual(first);
    expect(plain.requests().filter((request) => /^(POST|PATCH|PUT) .*\/blobs\//.test(request))).toEqual([]);
  });

  it("has clear words for what it can't do", async () => {
    const { cli, directory } = workplace();
    await cli(`${INPUTS} -o oci:@/out`);
    await cli(`${INPUTS} -o @/overlay.tar`);
    const words = async (line: string): Promise<string> => {
      const { code, stderr, stdout } = await cli(line);
      expect(stdout).toBe("");
      return `${code} ${stderr}`;
    };
    expect(await words(`push oci:@/out ${plain.host}/a:1`)).toMatch(/^3 .*HTTP without TLS, which --plain-http allows; oras says: /);
    expect(await words(`push --plain-http oci:@/out 127.0.0.1:1/a:1`)).toMatch(
      /^3 .*the registry can't be reached; oras says: .*connection refused/,
    );
    expect(await words(`push --plain-http oci:@/out ${plain.host}/Upper:1`)).toMatch(/^2 .*would refuse the repository Upper/);
    expect(await words(`push --plain-http oci:@/out ${plain.host}/a:1+2`)).toMatch(/^2 .*would refuse the tag 1\+2/);
    expect(await words(`push --plain-http oci:@/out b:x/a:1`)).toMatch(/^2 .*b:x is no registry/);
    expect(await words(`push oci:@/out`)).toMatch(/^2 .*push takes an overlay and a place/);
    expect(await words(`push oci:@/out h.o/a@sha256:${"0".repeat(64)}`)).toMatch(/^2 .*give a tag/);
    expect(await words(`push --plain-http oci:@/none ${plain.host}/a:1`)).toMatch(
      /^3 @\/none\/index\.json: error\[host-failure\]: can't be read: no such file/,
    );
    expect(await words(`push --plain-http @/missing.tar ${plain.host}/a:1`)).toMatch(/^3 @\/missing\.tar: .*can't be read: no such file/);
    expect(await words(`push --plain-http oci:@/out:x ${plain.host}/a:1`)).toMatch(
      /^1 .*error\[not-in-layout\]: there is no x\nhelp: tags that it has: latest/,
    );
    expect(await words(`push --plain-http @/overlay.tar ${plain.host}/a:1`)).toMatch(/^2 .*has no report beside it/);
    expect(await words(`push --registry-config @/none.json oci:@/out h.o/a:1`)).toMatch(/^3 @\/none\.json: .*no such file/);
    writeFileSync(join(directory, "overlay.tar.json"), readFileSync(join(directory, "out/index.json")));
    expect(await words(`push --plain-http @/overlay.tar ${plain.host}/a:1`)).toMatch(
      /^1 @\/overlay\.tar\.json: error\[bad-oci-document\]: /,
    );
    await cli(`${INPUTS} -s -o @/x.tar --report @/overlay.tar.json`);
    expect(await words(`push --plain-http @/overlay.tar ${plain.host}/a:1`)).toMatch(/^1 @\/overlay\.tar: error\[other-tarball\]: /);
    expect(plain.requests().filter((request) => request.includes("/v2/a/") && !request.startsWith("HEAD"))).toEqual([]);
  });

  it("shows on a terminal what is copied, and takes that back", async () => {
    const { cli } = workplace();
    await cli(`${INPUTS} -u 7 -o oci:@/out`);
    const { stderr } = await cli(`push --plain-http oci:@/out ${plain.host}/terminal:1`, { terminal: true });
    expect(stderr).toMatch(/\r\x1b\[KCop[^\r]*overlay\.tar\.gz/m);
    expect(stderr).toMatch(/\r\x1b\[K$/);
    expect((await cli(`push -q --plain-http oci:@/out ${plain.host}/terminal:2`, { terminal: true })).stderr).toBe("");
  });

  it("does not wait for ever", async () => {
    const { cli } = workplace();
    await cli(`${INPUTS} -o oci:@/out`);
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const begin = performance.now();
    const { code, stderr } = await cli(`push --plain-http --timeout 1 oci:@/out 127.0.0.1:${port}/a:1`);
    silent.close();
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining("did not end within 1 seconds (--timeout)") });
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  it("speaks TLS with a certificate that it is given, and logs in", async () => {
    const registry = await startRegistry({ tls: true });
    try {
      const { cli, directory } = workplace();
      const digest = (await cli(`${INPUTS} -o oci:@/out`)).stdout.slice(0, 64);
      const access = registry.access.join(" ");
      const target = `oci:@/out ${registry.host}/tls:1`;
      expect(await cli(`push ${target}`)).toMatchObject({
        code: 3,
        stderr: expect.stringContaining("--ca-file names the one that signed it"),
      });
      writeFileSync(join(directory, "empty.json"), "{}");
      expect(await cli(`push ${access} --registry-config @/empty.json ${target}`)).toMatchObject({
        code: 3,
        stderr: expect.stringContaining("the registry refused the login"),
      });
      const credentials = logIn(registry, directory);
      const line = `${access} --registry-config ${credentials}`;
      expect(await cli(`push ${line} ${target}`)).toMatchObject({ code: 0, stdout: expect.stringContaining(digest) });
      expect(await cli(`pull ${line} ${registry.host}/tls:1 -o @/got`)).toMatchObject({ code: 0 });
      expect(readdirSync(join(directory, "got"))).toEqual(["overlay.tar", "overlay.tar.json"]);
    } finally {
      await registry.kill();
    }
  });
});
