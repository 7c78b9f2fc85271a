import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { cli, CONFIG, description, rootfsTarball } from "../cli/device.ts";

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** JSON of any shape. */
type Json = ReturnType<typeof JSON.parse>;
type Files = ReadonlyMap<string, Uint8Array>;

const jsonOf = (files: Files, path: string): Json => JSON.parse(Buffer.from(files.get(path) ?? []).toString());

const blobOf = (files: Files, { digest }: Json): Uint8Array => files.get(`out/blobs/sha256/${digest.slice(7)}`) ?? new Uint8Array();

const documentOf = (files: Files, descriptor: Json): Json => JSON.parse(Buffer.from(blobOf(files, descriptor)).toString());

const build = async (line: string, more: Parameters<typeof cli>[1] = {}): ReturnType<typeof cli> => {
  const result = await cli(`-r rootfs.tar ${line}`, more);
  // The container names no user, which secure mode warns of.
  const warning = line.startsWith("-s ") ? /^a\.xml:2:3: warning\[start-as-root\][^]*\n1 warning: 1 start-as-root\n/ : /^/;
  expect(result).toMatchObject({ code: 0, stderr: expect.stringMatching(new RegExp(`${warning.source}made [^\n]*\n$`)) });
  return result;
};

describe("an image layout", () => {
  it("holds an overlay as an artifact: its layer is the tarball, its config says what it was built from", async () => {
    const { stdout, written } = await build("-s -t version=debug,SOC_VER=arm,RDK_VER=2 -o oci:out:1.2 a.xml");
    const [tagged] = jsonOf(written, "out/index.json")["manifests"];
    expect(tagged.annotations["org.opencontainers.image.ref.name"]).toBe("1.2");
    expect(stdout).toBe(`${tagged.digest.slice(7)}  oci:out:1.2\n`);
    expect(jsonOf(written, "out/oci-layout")).toEqual({ imageLayoutVersion: "1.0.0" });
    const manifest = documentOf(written, tagged);
    expect(manifest).toMatchObject({
      schemaVersion: 2,
      artifactType: "application/vnd.lxc-overlay.overlay.v1",
      config: { mediaType: "application/vnd.lxc-overlay.config.v1+json" },
      layers: [
        { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", annotations: { "org.opencontainers.image.title": "overlay.tar.gz" } },
      ],
    });
    const tarball = await build("-s -t version=debug,SOC_VER=arm,RDK_VER=2 a.xml");
    const overlay = tarball.written.get("overlay.tar") ?? "";
    expect(gunzipSync(blobOf(written, manifest["layers"][0]))).toEqual(overlay);
    expect(documentOf(written, manifest["config"])).toMatchObject({
      formatVersion: 3,
      dialect: "6.0",
      cgroup: "v2",
      tags: { version: "debug", SOC_VER: "arm", RDK_VER: "2" },
      options: { secure: true, usleep: 500000 },
      containers: ["DEMO"],
      overlay: sha256(overlay),
      inputs: [
        { kind: "rootfs", sha256: sha256(rootfsTarball()) },
        { kind: "config", sha256: sha256(CONFIG) },
        { kind: "description", sha256: sha256(description("DEMO")), containers: ["DEMO"] },
      ],
    });
  });

  it("has every blob under its digest and size, and JSON in canonical form", async () => {
    const { written } = await build("--split -o oci:out a.xml b.xml");
    const blobs = [...written].filter(([path]) => path.startsWith("out/blobs/"));
    expect(blobs).toHaveLength(16);
    for (const [path, bytes] of blobs) expect(path).toBe(`out/blobs/sha256/${sha256(bytes)}`);
    const texts = [...written.values()].map((bytes) => Buffer.from(bytes).toString("latin1")).filter((text) => text.startsWith("{"));
    expect(texts).toHaveLength(16);
    for (const text of texts) {
      const sorted = JSON.stringify(JSON.parse(text), (_, value) =>
        value?.constructor === Object ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
      );
      expect(text).toBe(sorted);
    }
    const sizes = new Map(blobs.map(([path, bytes]) => [path.slice(-64), bytes.length]));
    const descriptors = texts.flatMap((text) => [
      ...text.matchAll(/"digest":"sha256:(\w+)","mediaType":"[^"]*","(?:platform":\{[^}]*\},")?size":(\d+)/g),
    ]);
    expect(descriptors.length).toBeGreaterThan(6);
    for (const [, digest = "", size] of descriptors) expect(sizes.get(digest)).toBe(Number(size));
  });

  it("has an index over the overlays of --split, with the platform that SOC_VER says", async () => {
    const { stdout, written } = await build("--split -t SOC_VER=mips -o oci:out:all a.xml b.xml");
    const [tagged] = jsonOf(written, "out/index.json")["manifests"];
    const manifests: Json[] = documentOf(written, tagged)["manifests"];
    expect(manifests.map(({ annotations }) => annotations["org.opencontainers.image.title"])).toEqual(["DEMO", "other.one"]);
    expect(manifests.map((each) => documentOf(written, documentOf(written, each)["config"])["containers"])).toEqual([
      ["DEMO"],
      ["other.one"],
    ]);
    expect(stdout).toBe(
      [`${tagged.digest.slice(7)}  oci:out:all`, ...manifests.map(({ digest }) => `${digest.slice(7)}  oci:out@${digest}`), ""].join("\n"),
    );
    expect(manifests[0]).not.toHaveProperty("platform");
    const CONFIG_INI = { "config.ini": CONFIG.replace("arm, mips", "arm_19.1, mipsel_18.1") };
    for (const [value, architecture] of [
      ["arm_19.1", "arm"],
      ["mipsel_18.1", "mipsle"],
    ]) {
      const one = await build(`--split -t SOC_VER=${value} -o oci:out a.xml`, { files: CONFIG_INI });
      const index = documentOf(one.written, jsonOf(one.written, "out/index.json")["manifests"][0]);
      expect(index["manifests"][0].platform).toEqual({ architecture, os: "linux" });
    }
  });

  it("is a function of bytes, tags and options: not of the inputs' names and order", async () => {
    const files = { "x/1.xml": description("other.one"), "x/2.xml": description("DEMO"), "x/r.tar": rootfsTarball() };
    const one = await build("-t SOC_VER=arm -t version=debug -o oci:out a.xml b.xml");
    const other = await cli("-r x/r.tar -t version=debug,SOC_VER=arm -c config.ini -o oci:out x/1.xml x/2.xml", { files });
    expect([...other.written]).toEqual([...one.written]);
  });

  it("has a time only from SOURCE_DATE_EPOCH", async () => {
    const manifestOf = async (environment: Record<string, string>): Promise<string> => {
      const { written } = await build("-o oci:out a.xml", { environment });
      return JSON.stringify(documentOf(written, jsonOf(written, "out/index.json")["manifests"][0]));
    };
    expect(await manifestOf({})).not.toContain("created");
    expect(await manifestOf({ SOURCE_DATE_EPOCH: "1700000000" })).toContain('"org.opencontainers.image.created":"2023-11-14T22:13:20Z"');
  });

  it("keeps its other tags, and moves a tag", async () => {
    const first = await build("-o oci:out:b a.xml");
    const second = await build("-o oci:out:a b.xml", { files: Object.fromEntries(first.written) });
    const third = await build("-s -o oci:out:b a.xml", { files: Object.fromEntries([...first.written, ...second.written]) });
    const tagsOf = (files: Files): string[] =>
      jsonOf(files, "out/index.json")["manifests"].flatMap((each: Json) => each["annotations"]["org.opencontainers.image.ref.name"] ?? []);
    expect(tagsOf(second.written)).toEqual(["a", "b"]);
    expect(tagsOf(third.written)).toEqual(["a", "b"]);
    expect(third.stdout.slice(0, 64)).not.toBe(first.stdout.slice(0, 64));
    expect(jsonOf(third.written, "out/index.json")["manifests"][3].digest).toContain(third.stdout.slice(0, 64));
  });

  it("keeps what other tools wrote as it stood, known or not", async () => {
    const foreign = [
      `{"platform":{"variant":"v7","os":"linux","architecture":"arm"},"urls":["https://example.org/a"],"size":2,"mediaType":"a","digest":"sha256:${"1".repeat(64)}"}`,
      `{"mediaType":"a","data":"e30=","new":[null,{"b":1,"a":2.5}],"annotations":{"org.opencontainers.image.ref.name":"z"},"digest":"sha256:${"2".repeat(64)}","size":2}`,
    ];
    const index = `{"annotations":{"z":"1","a":"2"},"schemaVersion":2,"later":{"y":null,"x":[]},"manifests":[${foreign.join(", ")}]}`;
    const first = await build("-o oci:out:b a.xml", { files: { "out/index.json": index } });
    const second = await build("-o oci:out:b b.xml", { files: Object.fromEntries(first.written) });
    for (const { written } of [first, second]) {
      const text = Buffer.from(written.get("out/index.json") ?? []).toString();
      for (const each of [...foreign, '"annotations":{"z":"1","a":"2"}', '"later":{"y":null,"x":[]}']) expect(text).toContain(each);
      expect(jsonOf(written, "out/index.json")["manifests"]).toHaveLength(5);
    }
  });

  it.each([
    ["{", "JSON"],
    ["[]", "the document is no JSON object"],
    ['{"manifests":{}}', "manifests is no list"],
    ['{"config":{},"layers":[]}', "manifests is no list"],
    ['{"manifests":[{"mediaType":"a","digest":"sha256:1","size":1}]}', "manifests[0].digest is no sha256: sha256:1"],
    [`{"manifests":[{"mediaType":"a","digest":"sha256:${"0".repeat(64)}","size":-1}]}`, "manifests[0].size is no whole number"],
  ])("is left alone if its index is %s", async (index, message) => {
    const { code, stderr, written } = await cli("-r rootfs.tar -o oci:out a.xml", { files: { "out/index.json": index } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^out\/index\.json: error\[bad-oci-document\]: /);
    expect(stderr).toContain(message);
    expect(written.size).toBe(0);
  });
});
