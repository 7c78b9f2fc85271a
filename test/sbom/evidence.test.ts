import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { cli } from "../cli/device.ts";
import { manifestEntries } from "../../src/manifest/manifest-entries.ts";
import { parseManifest } from "../../src/manifest/parse-manifest.ts";
import { manifestTarball } from "../support/manifest-tarball.ts";

const DPKG = `dir /var/lib/dpkg/info
file /var/lib/dpkg/status <<END
Package: demo-tools
Status: install ok installed
Architecture: armhf
Version: 1:2.0-3+b1

Package: libown1
Status: install ok installed
Architecture: armhf
Version: 1.2~rc1

Package: gone
Status: deinstall ok config-files
Version: 1
END
file /var/lib/dpkg/info/demo-tools.list <<END
/.
/usr/bin
/usr/bin/demo
/usr/share/doc/demo
END
file /var/lib/dpkg/info/libown1:armhf.list <<END
/lib/libown.so.1.2
END
`;

const OPKG = `file /usr/lib/opkg/status <<END
Package: demo-tools
Version: 2.0-r0
Status: install user installed
Architecture: cortexa9
END
file /usr/lib/opkg/info/demo-tools.list <<END
/usr/bin/demo\t0100755
END
`;

const rootfs = (database: string): Uint8Array => {
  return manifestTarball(
    `default mtime=1000 machine=arm
file /etc/passwd <<END
root:x:0:0:root:/root:/bin/sh
END
file /etc/group <<END
root:x:0:
END
link /lib usr/lib
elf /usr/bin/demo needed=libown.so.1 interp=/usr/lib/libown.so.1
elf /usr/bin/moved
elf /usr/bin/lxc-execute
elf /usr/bin/lxc-attach
elf /usr/bin/lxc-stop
elf /usr/sbin/init.lxc.static
elf /usr/lib/liblxc.so.1.8.0 soname=liblxc.so.1
link /usr/lib/liblxc.so.1 liblxc.so.1.8.0
elf /usr/lib/libown.so.1.2 soname=libown.so.1
link /usr/lib/libown.so.1 libown.so.1.2
${database}`,
  );
};

const DESCRIPTION = `<CONTAINER SandboxName="DEMO">
  <LxcParams><LauncherName>demo</LauncherName><ExecName>/usr/bin/demo</ExecName></LxcParams>
  <LxcConfig>
    <Rootfs create="yes">
      <MountPoints>
        <Entry type="file"><Source>/usr/bin/demo</Source><Destination>usr/bin/demo</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>
      </MountPoints>
      <MoveContent><Entry type="file"><Source>/usr/bin/moved</Source><Destination>/opt/moved</Destination></Entry></MoveContent>
      <LibsHardlinks><Entry>libown</Entry></LibsHardlinks>
    </Rootfs>
  </LxcConfig>
</CONTAINER>
`;

/** JSON of any shape. */
type Json = ReturnType<typeof JSON.parse>;

interface Evidence {
  readonly digest: string;
  readonly sbom: Json;
  readonly provenance: Json;
  readonly written: ReadonlyMap<string, Uint8Array>;
}

const build = async (database = DPKG, environment: Record<string, string> = {}): Promise<Evidence> => {
  const files = { "rootfs.tar": rootfs(database), "a.xml": DESCRIPTION };
  const { code, stdout, written } = await cli("-r rootfs.tar -t SOC_VER=arm -o oci:out a.xml", { files, environment });
  expect(code).toBe(0);
  const digest = `sha256:${stdout.slice(0, 64)}`;
  const read = (path: string): Json => JSON.parse(Buffer.from(written.get(path) ?? []).toString());
  const blob = (descriptor: Json): Json => read(`out/blobs/sha256/${descriptor.digest.slice(7)}`);
  const referrers = read("out/index.json").manifests.filter((each: Json) => each.annotations["vnd.lxc-overlay.came-with"] === "latest");
  expect(referrers.map((each: Json) => blob(each).subject.digest)).toEqual([digest, digest]);
  expect(referrers.map((each: Json) => blob(each).config)).toMatchObject([
    {
      mediaType: "application/vnd.oci.empty.v1+json",
      digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
      size: 2,
    },
    { mediaType: "application/vnd.oci.empty.v1+json" },
  ]);
  const of = (type: string): Json => blob(blob(referrers.find((each: Json) => each.artifactType === type)).layers[0]);
  return { digest, sbom: of("application/spdx+json"), provenance: of("application/vnd.in-toto+json"), written };
};

describe("the SBOM", () => {
  it("lists the files that the container sees, with their digests", async () => {
    const { sbom } = await build();
    const names = sbom.files.map(({ fileName }: Json) => fileName);
    expect(names).toEqual(names.toSorted());
    for (const name of ["./opt/moved", "./usr/bin/demo"]) expect(names).toContain(name);
    expect(names.some((name: string) => name.endsWith("/libown.so.1.2"))).toBe(true);
    const { value } = parseManifest("elf /usr/bin/moved machine=arm\n", "manifest");
    const moved = Buffer.from(manifestEntries(value).find(({ path }) => path === "usr/bin/moved")?.content as Uint8Array);
    expect(sbom.files.find(({ fileName }: Json) => fileName === "./opt/moved")).toMatchObject({
      checksums: [
        { algorithm: "SHA1", checksumValue: createHash("sha1").update(moved).digest("hex") },
        { algorithm: "SHA256", checksumValue: createHash("sha256").update(moved).digest("hex") },
      ],
      fileTypes: ["BINARY"],
    });
  });

  it("names the Debian package that a file came with, by real paths", async () => {
    const { sbom } = await build();
    const packages = sbom.packages
      .slice(1)
      .map(({ name, versionInfo, externalRefs }: Json) => [name, versionInfo, externalRefs[0].referenceLocator]);
    expect(packages).toEqual([
      ["demo-tools", "1:2.0-3+b1", "pkg:deb/debian/demo-tools@1:2.0-3%2Bb1?arch=armhf"],
      ["libown1", "1.2~rc1", "pkg:deb/debian/libown1@1.2~rc1?arch=armhf"],
    ]);
    const from = (name: string): string[] => {
      const { SPDXID } = sbom.packages.find((each: Json) => each.name === name);
      const ids = sbom.relationships.filter((each: Json) => each.spdxElementId === SPDXID).map((each: Json) => each.relatedSpdxElement);
      return sbom.files.filter((each: Json) => ids.includes(each.SPDXID)).map((each: Json) => each.fileName);
    };
    expect(from("demo-tools")).toEqual(["./usr/bin/demo"]);
    expect(from("libown1")).toEqual([expect.stringContaining("/libown.so.1.2")]);
  });

  it("names the distribution of os-release, for dpkg only", async () => {
    const locators = async (database: string): Promise<readonly string[]> =>
      (await build(`${database}file /etc/os-release <<END\nNAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\nEND\n`)).sbom.packages
        .slice(1)
        .map(({ externalRefs }: Json) => externalRefs[0].referenceLocator);
    expect(await locators(DPKG)).toEqual([
      "pkg:deb/ubuntu/demo-tools@1:2.0-3%2Bb1?arch=armhf",
      "pkg:deb/ubuntu/libown1@1.2~rc1?arch=armhf",
    ]);
    expect(await locators(OPKG)).toEqual(["pkg:opkg/demo-tools@2.0-r0?arch=cortexa9"]);
  });

  it("names the opkg package, and none without a database", async () => {
    const opkg = (await build(OPKG)).sbom;
    expect(opkg.packages[1]).toMatchObject({
      name: "demo-tools",
      externalRefs: [{ referenceLocator: "pkg:opkg/demo-tools@2.0-r0?arch=cortexa9" }],
    });
    expect((await build("")).sbom.packages).toHaveLength(1);
  });

  it("has what SPDX 2.3 asks for", async () => {
    const { sbom, digest } = await build();
    expect(sbom).toMatchObject({
      spdxVersion: "SPDX-2.3",
      dataLicense: "CC0-1.0",
      SPDXID: "SPDXRef-DOCUMENT",
      name: "DEMO",
      documentNamespace: `urn:lxc-overlay:sbom:0.0.0:${digest}`,
      creationInfo: { created: "1970-01-01T00:00:00Z", creators: ["Tool: lxc-overlay-0.0.0"] },
    });
    const ids: string[] = ["SPDXRef-DOCUMENT", ...[...sbom.packages, ...sbom.files].map(({ SPDXID }: Json) => SPDXID)];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^SPDXRef-[A-Za-z0-9.-]+$/);
    for (const { spdxElementId, relatedSpdxElement, relationshipType } of sbom.relationships) {
      expect(ids).toContain(spdxElementId);
      expect(ids).toContain(relatedSpdxElement);
      expect(["DESCRIBES", "CONTAINS", "OTHER"]).toContain(relationshipType);
    }
    const [container] = sbom.packages;
    // Clause 7.9: the SHA1 of the files' sorted SHA1s.
    const sums = sbom.files.map(({ checksums }: Json) => checksums[0].checksumValue).toSorted();
    expect(container.packageVerificationCode.packageVerificationCodeValue).toBe(createHash("sha1").update(sums.join("")).digest("hex"));
    for (const { downloadLocation } of sbom.packages) expect(downloadLocation).toBe("NOASSERTION");
    // The schema allows no other members; those with a * are required.
    for (const [objects, members] of [
      [[sbom], "spdxVersion* dataLicense* SPDXID* name* documentNamespace creationInfo* packages files relationships"],
      [[sbom.creationInfo], "created* creators*"],
      [
        sbom.packages,
        "SPDXID* name* downloadLocation* versionInfo primaryPackagePurpose filesAnalyzed packageVerificationCode externalRefs",
      ],
      [sbom.packages.flatMap(({ externalRefs = [] }: Json) => externalRefs), "referenceCategory* referenceType* referenceLocator*"],
      [sbom.files, "SPDXID* fileName* checksums* fileTypes"],
      [sbom.files.flatMap(({ checksums }: Json) => checksums), "algorithm* checksumValue*"],
      [sbom.relationships, "spdxElementId* relatedSpdxElement* relationshipType* comment"],
    ] as const) {
      const names = members.split(" ").map((name) => name.replace("*", ""));
      const required = members.split(" ").flatMap((name) => (name.endsWith("*") ? name.slice(0, -1) : []));
      for (const each of objects) {
        expect(names).toEqual(expect.arrayContaining(Object.keys(each)));
        expect(Object.keys(each)).toEqual(expect.arrayContaining(required));
      }
    }
  });
});

describe("the provenance", () => {
  it("is an in-toto statement with SLSA provenance of the manifest", async () => {
    const { provenance, digest } = await build();
    expect(provenance).toMatchObject({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "DEMO", digest: { sha256: digest.slice(7) } }],
      predicateType: "https://slsa.dev/provenance/v1",
      predicate: {
        buildDefinition: {
          buildType: "urn:lxc-overlay:build:v3",
          externalParameters: { output: "artifact", tags: { SOC_VER: "arm" }, options: { secure: false }, containers: ["DEMO"] },
          resolvedDependencies: [
            { name: "host rootfs", digest: { sha256: createHash("sha256").update(rootfs(DPKG)).digest("hex") } },
            { name: "config.ini" },
            { name: "description of DEMO", digest: { sha256: createHash("sha256").update(DESCRIPTION).digest("hex") } },
          ],
        },
        runDetails: { builder: { id: "urn:lxc-overlay:builder", version: { "lxc-overlay": "0.0.0" } } },
      },
    });
  });
});

describe("both", () => {
  it("are the same bytes in every build, with a time only from SOURCE_DATE_EPOCH", async () => {
    const [one, other] = [await build(), await build()];
    expect([...other.written]).toEqual([...one.written]);
    const dated = await build(DPKG, { SOURCE_DATE_EPOCH: "1700000000" });
    expect(dated.sbom.creationInfo.created).toBe("2023-11-14T22:13:20Z");
  });

  it("go when their tag moves", async () => {
    const { written } = await build();
    const again = await cli("-r rootfs.tar -s -o oci:out a.xml", {
      files: { ...Object.fromEntries(written), "rootfs.tar": rootfs(""), "a.xml": DESCRIPTION },
    });
    const { manifests } = JSON.parse(Buffer.from(again.written.get("out/index.json") ?? []).toString());
    expect(manifests).toHaveLength(3);
    expect(JSON.stringify(manifests)).toContain(again.stdout.slice(0, 64));
  });
});
