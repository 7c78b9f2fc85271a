import { describe, expect, it } from "vitest";
import { cli, MANIFEST as DEVICE } from "./device.ts";
import { manifestTarball } from "../support/manifest-tarball.ts";

/** A rootfs without a package database, whose liblxc is of LXC 4 or 5. */
const rootfs = (more = ""): Uint8Array => manifestTarball(`${DEVICE.replaceAll("1.8.0", "1.7.0")}${more}`);

const MANIFEST = "demo cortexa9 1.0-r0\nlxc cortexa9 4.0.12-r0\n";

const run = (line: string, files: Record<string, string | Uint8Array> = {}) =>
  cli(line, { files: { "rootfs.tar": rootfs(), "image.manifest": MANIFEST, ...files } });

const json = (bytes: Uint8Array | string | undefined) => JSON.parse(Buffer.from(bytes ?? "").toString());

describe("--packages", () => {
  it("tells the release of LXC, so that none is guessed", async () => {
    const guessed = await run("-r rootfs.tar a.xml");
    expect(guessed.stderr).toContain("warning[lxc-guessed]");
    expect(guessed.stderr).toContain("or give the image's package manifest with --packages");
    const { stderr, written } = await run("-r rootfs.tar --packages image.manifest --report r.json a.xml");
    expect(stderr).not.toContain("lxc-guessed");
    const { dialect, dialectReason, inputs } = json(written.get("r.json"));
    expect({ dialect, dialectReason }).toEqual({ dialect: "4.0", dialectReason: "package lxc 4.0.12-r0 in image.manifest" });
    expect(inputs[2]).toEqual({ kind: "packages", path: "image.manifest", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const all = await run("check -r rootfs.tar --all-tags --packages image.manifest a.xml");
    expect(all.stderr).not.toContain("lxc-guessed");
  });

  it("counts for less than a package database, and for nothing where liblxc is of another release", async () => {
    const status = "file /var/lib/opkg/status <<END\nPackage: lxc\nVersion: 5.0.3-r0\nStatus: install user installed\nEND\n";
    const known = await run("-r rootfs.tar --packages image.manifest --report r.json a.xml", { "rootfs.tar": rootfs(status) });
    expect(json(known.written.get("r.json"))).toMatchObject({
      dialect: "5.0",
      dialectReason: expect.stringContaining("/var/lib/opkg/status"),
    });
    const other = await run("check -r rootfs.tar --packages image.manifest a.xml", { "image.manifest": "lxc cortexa9 6.0.6-r0\n" });
    expect(other.stderr).toContain("image.manifest: warning[other-packages]: the manifest has lxc 6.0.6-r0");
    expect(other.stderr).toContain("warning[lxc-guessed]");
  });

  it("says so where a line is wrong, with the line", async () => {
    const { code, stderr } = await run("-r rootfs.tar --packages image.manifest a.xml", {
      "image.manifest": "demo cortexa9 1.0-r0\nlxc 4.0.12-r0\n",
    });
    expect(code).toBe(1);
    expect(stderr).toContain("image.manifest:2:14: error[bad-package-line]: nothing says of which version lxc is\n2 | lxc 4.0.12-r0\n");
    expect(await run("-r rootfs.tar --packages none a.xml")).toMatchObject({ code: 3, stderr: expect.stringContaining("none") });
    expect(await run("-r rootfs.tar --packages image.manifest --report image.manifest a.xml")).toMatchObject({ code: 2 });
  });

  it("is told of by the artifact, and verify says when it is another", async () => {
    const built = await run("-r rootfs.tar --packages image.manifest -o oci:out a.xml");
    const files = Object.fromEntries(built.written);
    const documents = [...built.written]
      .filter(([path]) => path.startsWith("out/blobs/"))
      .flatMap(([, bytes]) => (bytes[0] === 123 ? [json(bytes)] : []));
    expect(documents.find((each) => "overlay" in each).inputs.map(({ kind }: { kind: string }) => kind)).toEqual([
      "rootfs",
      "config",
      "packages",
      "description",
    ]);
    const { resolvedDependencies } = documents.find((each) => "predicate" in each).predicate.buildDefinition;
    expect(resolvedDependencies.map(({ name }: { name: string }) => name)).toEqual([
      "host rootfs",
      "config.ini",
      "package manifest",
      "description of DEMO",
    ]);
    expect(await run("verify oci:out -r rootfs.tar --packages image.manifest a.xml", files)).toMatchObject({ code: 0 });
    const changed = await run("verify oci:out -r rootfs.tar --packages image.manifest a.xml", {
      ...files,
      "image.manifest": `${MANIFEST}more all 1-r0\n`,
    });
    expect(changed.stderr).toContain("input-differs]: the package manifest was sha256:");
    const without = await run("verify oci:out -r rootfs.tar --lxc 4.0 a.xml", files);
    expect(without.stderr).toMatch(/input-differs\]: the package manifest was sha256:[0-9a-f]+, and is none now/);
  });

  it("gives the SBOM the packages of the rootfs, where that does not tell whose its files are", async () => {
    const { written } = await run("-r rootfs.tar --packages image.manifest -o oci:out a.xml");
    const [sbom] = [...written].flatMap(([, bytes]) =>
      bytes[0] === 123 && Buffer.from(bytes).includes("spdxVersion") ? [json(bytes)] : [],
    );
    expect(sbom.packages.map(({ SPDXID, name }: { SPDXID: string; name: string }) => `${SPDXID} ${name}`)).toEqual([
      "SPDXRef-Container-1 DEMO",
      "SPDXRef-Host host rootfs",
      "SPDXRef-Package-1 demo",
      "SPDXRef-Package-2 lxc",
    ]);
    expect(sbom.packages[3].externalRefs[0].referenceLocator).toBe("pkg:generic/lxc@4.0.12-r0?arch=cortexa9");
    expect(sbom.relationships).toEqual(
      expect.arrayContaining([
        { spdxElementId: "SPDXRef-Container-1", relationshipType: "DEPENDS_ON", relatedSpdxElement: "SPDXRef-Host" },
        { spdxElementId: "SPDXRef-Host", relationshipType: "CONTAINS", relatedSpdxElement: "SPDXRef-Package-2" },
      ]),
    );
  });
});
