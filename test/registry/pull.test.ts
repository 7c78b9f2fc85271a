import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson, type JsonObject } from "../../src/oci/canonical-json.ts";
import { description } from "../cli/device.ts";
import { invalid } from "../support/json-schemas.ts";
import { needsRegistry, type Registry, startRegistry } from "./registry.ts";
import { INPUTS, sha256, type Workplace, workplace } from "./workplace.ts";

let registry: Registry;

/** Pushes a demo overlay under a repository of its own; gives its digest. */
const pushDemo = async ({ cli }: Workplace, repository: string, line = `${INPUTS} -o oci:@/out`): Promise<string> => {
  await cli(line);
  const { code, stdout } = await cli(`push --plain-http oci:@/out ${registry.host}/${repository}:1`);
  expect(code).toBe(0);
  return stdout.slice(0, 64);
};

/** The stored file of a blob. */
const stored = (digest: string): string => join(registry.storage, `docker/registry/v2/blobs/sha256/${digest.slice(0, 2)}/${digest}/data`);

interface Manifest {
  readonly config: { readonly digest: string; readonly size: number };
  readonly layers: readonly [{ readonly digest: string }];
}

const manifestOf = (digest: string): Manifest => JSON.parse(readFileSync(stored(digest), "utf8"));

/** Changes a byte in the middle of a file. */
const spoil = (path: string): void => {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};

needsRegistry()("what a registry has", () => {
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(async () => {
    await registry.kill();
  });

  it("is inspected and compared like a file, in any combination", async () => {
    const place = workplace();
    await place.cli(`${INPUTS} -o @/overlay.tar`);
    await pushDemo(place, "looked-at");
    await place.cli(`${INPUTS} -s -o oci:@/other`);
    const reference = `${registry.host}/looked-at:1`;
    const { code, stdout, stderr } = await place.cli(`inspect --plain-http ${reference}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe((await place.cli("inspect @/overlay.tar")).stdout);
    expect(await place.cli(`diff --plain-http ${reference} @/overlay.tar`)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await place.cli(`diff --plain-http ${reference} ${reference}`)).toEqual({ code: 0, stdout: "", stderr: "" });
    const differs = await place.cli(`diff --plain-http oci:@/other ${reference}`);
    expect(differs).toEqual({ ...(await place.cli("diff oci:@/other @/overlay.tar")), code: 1 });
    expect(await place.cli(`inspect --plain-http ${registry.host}/looked-at:none`)).toMatchObject({ code: 3, stdout: "" });
  });

  it("names its overlays by their digests where they are several", async () => {
    const place = workplace();
    await pushDemo(place, "several", `${INPUTS} @/b.xml --split -o oci:@/out`);
    const { code, stderr } = await place.cli(`inspect --plain-http ${registry.host}/several:1`);
    expect(code).toBe(1);
    const [, first = ""] = new RegExp(`name one of them: (${registry.host}/several@sha256:[0-9a-f]{64}), `).exec(stderr) ?? [];
    expect((await place.cli(`inspect --plain-http ${first}`)).code).toBe(0);
  });

  it("is pulled as the tarball that was built, with its report", async () => {
    const place = workplace();
    await place.cli(`${INPUTS} -o @/overlay.tar --report @/overlay.tar.json`);
    const digest = await pushDemo(place, "pull");
    for (const reference of [`pull:1`, `pull@sha256:${digest}`, `pull:1@sha256:${digest}`]) {
      const { code, stdout, stderr } = await place.cli(`pull --plain-http ${registry.host}/${reference} -o @/got`);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toBe(`${sha256(place.read("overlay.tar"))}  @/got/overlay.tar\n`);
      expect(place.read("got/overlay.tar")).toEqual(place.read("overlay.tar"));
    }
    const [built, pulled] = ["overlay.tar.json", "got/overlay.tar.json"].map((path) => JSON.parse(place.read(path).toString()));
    expect(Object.keys(pulled)).toEqual(Object.keys(built));
    expect(invalid("report", place.read("got/overlay.tar.json").toString())).toBeUndefined();
    const alike = ["formatVersion", "dialect", "cgroup", "tags", "options", "removed"].map((key) => [key, built[key]]);
    expect(pulled).toMatchObject(Object.fromEntries(alike));
    expect(pulled.entries.map((entry: { path: string }) => entry.path)).toEqual(built.entries.map((entry: { path: string }) => entry.path));
  });

  it("is pulled as it is, and said to be of another format version", async () => {
    const place = workplace();
    await place.cli(`${INPUTS} -o @/overlay.tar --report @/overlay.tar.json`);
    const report = place.read("overlay.tar.json").toString();
    writeFileSync(join(place.directory, "overlay.tar.json"), report.replace('"formatVersion": 3', '"formatVersion": 2'));
    await place.cli(`push --plain-http @/overlay.tar ${registry.host}/older:1`);
    const { code, stderr } = await place.cli(`pull --plain-http ${registry.host}/older:1 -o @/got`);
    expect(code).toBe(0);
    expect(stderr).toContain("hint[other-format]: was made by format version 2, this is 3");
    expect(place.read("got/overlay.tar")).toEqual(place.read("overlay.tar"));
  });

  it("keeps its digest when it is pulled and pushed again", async () => {
    const place = workplace();
    const digest = await pushDemo(place, "back");
    await place.cli(`pull --plain-http ${registry.host}/back:1 -o @/got`);
    expect((await place.cli(`push --plain-http @/got/overlay.tar ${registry.host}/back:2`)).stdout.slice(0, 64)).toBe(digest);
  });

  it("is pulled with all overlays of an index", async () => {
    const place = workplace();
    await pushDemo(place, "all", `${INPUTS} @/b.xml --split -o oci:@/out`);
    await place.cli(`${INPUTS} @/b.xml --split -o @/plain`);
    expect(await place.cli(`pull --plain-http ${registry.host}/all:1 -o @/got/`)).toMatchObject({ code: 0 });
    for (const name of ["demo.tar", "other-one.tar"]) expect(place.read(`got/${name}`)).toEqual(place.read(`plain/${name}`));
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ["platform", ["-t SOC_VER=arm", "-t SOC_VER=mips"], ["overlay-arm", "overlay-mipsle"]],
    ["tags", ["-t version=debug", "-t version=release"], ["overlay-version-debug", "overlay-version-release"]],
    ["containers", ["", "@/b.xml"], ["overlay-demo", "overlay-demo-other-one"]],
  ])("is pulled to names that tell several builds apart: %s", async (what, builds, names) => {
    const place = workplace();
    writeFileSync(join(place.directory, "config.ini"), place.read("config.ini").toString().replace("mips", "mipsel"));
    const layouts: string[] = [];
    for (const [index, words] of builds.entries()) {
      layouts.push(`oci:@/${index}`);
      const line = `-r @/rootfs.tar -c @/config.ini ${words.replace("mips", "mipsel")} @/a.xml -o oci:@/${index}`;
      expect(await place.cli(line)).toMatchObject({ code: 0 });
    }
    // One of them twice: an index may say so, and it is one file.
    expect(await place.cli(`push --plain-http ${layouts.join(" ")} ${layouts[0]} ${registry.host}/several-${what}:1`)).toMatchObject({
      code: 0,
    });
    expect(await place.cli(`pull --plain-http ${registry.host}/several-${what}:1 -o @/got`)).toMatchObject({ code: 0, stderr: "" });
    const files = names.flatMap((name) => [`${name}.tar`, `${name}.tar.json`]);
    expect(readdirSync(join(place.directory, "got")).toSorted()).toEqual(files.toSorted());
  });

  it("is pulled to names with digests where nothing else tells overlays apart", async () => {
    const place = workplace();
    await place.cli(`${INPUTS} -o oci:@/a`);
    await place.cli(`${INPUTS} -s -o oci:@/b`);
    await place.cli(`push --plain-http oci:@/a oci:@/b ${registry.host}/several-alike:1`);
    const { code, stdout } = await place.cli(`pull --plain-http ${registry.host}/several-alike:1 -o @/got`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(\w{64} {2}@\/got\/overlay-\w{64}\.tar\n){2}$/);
  });

  it("keeps its digest when it was split, pulled and pushed again", async () => {
    const place = workplace();
    const index = await pushDemo(place, "split-back", `${INPUTS} @/b.xml --split -o oci:@/out`);
    const [, demo = ""] = (await place.cli(`${INPUTS} @/b.xml --split -o oci:@/out`)).stdout.split("\n");
    expect(demo.slice(0, 64)).not.toBe(index);
    await place.cli(`pull --plain-http ${registry.host}/split-back:1 -o @/got`);
    expect((await place.cli(`push --plain-http @/got/demo.tar ${registry.host}/split-back:2`)).stdout.slice(0, 64)).toBe(demo.slice(0, 64));
  });

  it("is verified as one overlay of a build that was split", async () => {
    const place = workplace();
    for (const [descriptions, name] of [
      ["@/a.xml", "one"],
      ["@/a.xml @/b.xml", "two"],
    ] as const) {
      const line = `${INPUTS.replace("@/a.xml", descriptions)} --split`;
      const layout = (await place.cli(`${line} -o oci:@/${name}-layout`)).stdout.split("\n")[1]?.slice(0, 64);
      await place.cli(`${line} -o @/${name} --report @/${name}/demo.tar.json`);
      const pushed = await place.cli(`push --plain-http @/${name}/demo.tar ${registry.host}/split-${name}:1`);
      expect({ code: pushed.code, digest: pushed.stdout.slice(0, 64) }).toEqual({ code: 0, digest: layout });
      expect(await place.cli(`verify --plain-http ${registry.host}/split-${name}:1 ${line}`)).toMatchObject({ code: 0, stderr: "" });
    }
  });

  it("is verified against the inputs", async () => {
    const place = workplace();
    const digest = await pushDemo(place, "verify");
    const verify = `verify --plain-http ${registry.host}/verify:1 ${INPUTS.replace("-r", " -r")}`;
    expect(await place.cli(verify)).toEqual({ code: 0, stderr: "", stdout: `${digest}  ${registry.host}/verify:1\n` });
    writeFileSync(join(place.directory, "a.xml"), `${place.read("a.xml").toString()}<!-- a comment -->`);
    const changed = await place.cli(verify);
    expect(changed).toMatchObject({ code: 1, stdout: "" });
    expect(changed.stderr).toMatch(/error\[overlay-differs\]: is sha256:\w{64}, and the inputs give sha256:\w{64}\n/);
    expect(changed.stderr).toMatch(/error\[input-differs\]: the description of DEMO was sha256:\w{64}, and is sha256:\w{64} now\n2 errors/);
  });

  it("is refused under a tag that was moved", async () => {
    const place = workplace();
    const digest = await pushDemo(place, "moved");
    await pushDemo(place, "moved", `${INPUTS} -s -o oci:@/out`);
    const pulled = await place.cli(`pull --plain-http ${registry.host}/moved:1@sha256:${digest} -o @/got`);
    expect(pulled).toMatchObject({ code: 3, stderr: expect.stringMatching(/\/moved:1: .*the tag stands for sha256:\w+, not for sha256:/) });
    const verified = await place.cli(`verify --plain-http ${registry.host}/moved:1 ${INPUTS}`);
    expect(verified).toMatchObject({ code: 1, stderr: expect.stringContaining("the option secure was true, and is false now") });
    expect(verified.stdout).toMatch(/^\+ .* container\/DEMO\/rootfs\/etc\/passwd$/m);
  });

  it.each<[string, (digest: string) => string]>([
    ["layer", (digest) => manifestOf(digest).layers[0].digest.slice(7)],
    ["config", (digest) => manifestOf(digest).config.digest.slice(7)],
    ["manifest", (digest) => digest],
  ])("is refused if its %s was tampered with in the registry", async (what, blobOf) => {
    const place = workplace();
    // A container of its own, so that no other repository shares the blob.
    writeFileSync(join(place.directory, "a.xml"), description(what));
    const blob = blobOf(await pushDemo(place, `tampered/${what}`));
    spoil(stored(blob));
    for (const line of [`pull -o @/got`, `verify ${INPUTS}`]) {
      const [command = "", ...rest] = line.split(" ");
      const { code, stderr, stdout } = await place.cli(`${command} --plain-http ${registry.host}/tampered/${what}:1 ${rest.join(" ")}`);
      expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
      expect(stderr).toContain(`127.0.0.1`);
      expect(stderr).toContain(`/tampered/${what}`);
      expect(stderr).toMatch(/digest|mismatch/);
    }
    expect(readdirSync(place.directory)).not.toContain("got");
  });

  it.each(["../out.tar", "/etc/out.tar", "a/b.tar", "..", ".hidden.tar", "out.txt", "a\\b.tar", ""])(
    "is refused with the title %j",
    async (title) => {
      const place = workplace();
      await place.cli(`${INPUTS} -o oci:@/out`);
      retitle(join(place.directory, "out"), title);
      execFileSync(
        "oras",
        ["cp", "--from-oci-layout-path", join(place.directory, "out"), "latest", "--to-plain-http", `${registry.host}/title:1`],
        {
          stdio: "ignore",
        },
      );
      const { code, stderr } = await place.cli(`pull --plain-http ${registry.host}/title:1 -o @/got`);
      expect(code).toBe(1);
      expect(stderr).toContain("/title:1: error[unsafe-title]: the title of the overlay leads out of the directory, or is no file name");
      expect(readdirSync(place.directory)).not.toContain("got");
    },
  );

  it("is refused if it is no overlay", async () => {
    const place = workplace();
    mkdirSync(join(place.directory, "other"));
    writeFileSync(join(place.directory, "other", "a.txt"), "text");
    execFileSync("oras", ["push", "--plain-http", "--artifact-type", "text/plain", `${registry.host}/other:1`, "a.txt"], {
      cwd: join(place.directory, "other"),
      stdio: "ignore",
    });
    const { code, stderr } = await place.cli(`pull --plain-http ${registry.host}/other:1 -o @/got`);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/\/other:1: error\[not-an-overlay\]: .*artifact type text\/plain/),
    });
    expect(await place.cli(`pull --plain-http ${registry.host}/none:1 -o @/got`)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("the registry does not have it"),
    });
  });
});

/** JSON of any shape. */
type Json = ReturnType<typeof JSON.parse>;

/** Gives the layer of a layout's one overlay another title. */
const retitle = (layout: string, title: string): void =>
  rewrite(layout, (manifest) => {
    manifest.layers[0].annotations = { "org.opencontainers.image.title": title };
  });

/** Changes a layout's manifest, and the digest in the index with it. */
const rewrite = (layout: string, change: (manifest: Json, put: (value: Json) => Json) => void): void => {
  const put = (value: Json): Json => {
    const bytes = canonicalJson(value as JsonObject);
    writeFileSync(join(layout, "blobs/sha256", sha256(bytes)), bytes);
    return { digest: `sha256:${sha256(bytes)}`, size: bytes.length };
  };
  const index = JSON.parse(readFileSync(join(layout, "index.json"), "utf8"));
  const manifest = JSON.parse(readFileSync(join(layout, "blobs/sha256", index.manifests[0].digest.slice(7)), "utf8"));
  change(manifest, put);
  Object.assign(index.manifests[0], put(manifest));
  writeFileSync(join(layout, "index.json"), JSON.stringify(index));
};

describe("what was tampered with in a layout", () => {
  const spoilt = async (which: (place: Workplace) => string): Promise<{ place: Workplace; path: string }> => {
    const place = workplace();
    await place.cli(`${INPUTS} -o oci:@/out`);
    const path = which(place);
    spoil(join(place.directory, "out/blobs/sha256", path));
    return { place, path };
  };
  const indexOf = ({ read }: Workplace): string => JSON.parse(read("out/index.json").toString()).manifests[0].digest.slice(7);
  const manifestIn = (place: Workplace): Manifest => JSON.parse(place.read(`out/blobs/sha256/${indexOf(place)}`).toString());

  it("is refused: a config that tells of another overlay, its digests put right", async () => {
    const place = workplace();
    await place.cli(`${INPUTS} -o oci:@/out`);
    rewrite(join(place.directory, "out"), (manifest, put) => {
      const config = JSON.parse(place.read(`out/blobs/sha256/${manifest.config.digest.slice(7)}`).toString());
      Object.assign(manifest.config, put({ ...config, overlay: "0".repeat(64) }));
    });
    const { code, stderr } = await place.cli("inspect oci:@/out");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("error[damaged-blob]: the config tells of an overlay with the sha256 0000"),
    });
  });

  it.each<[string, (place: Workplace) => string]>([
    ["manifest", indexOf],
    ["config", (place) => manifestIn(place).config.digest.slice(7)],
    ["layer", (place) => manifestIn(place).layers[0].digest.slice(7)],
  ])("is refused: the %s", async (what, which) => {
    const { place, path } = await spoilt(which);
    for (const line of ["inspect oci:@/out", "push oci:@/out h.o/a:1", `verify oci:@/out ${INPUTS}`, "diff oci:@/out oci:@/out"]) {
      const { code, stderr } = await place.cli(line);
      expect(code).toBe(1);
      expect(stderr).toContain(`oci:@/out: error[damaged-blob]: the ${what} sha256:${path} has the digest sha256:`);
    }
  });
});
