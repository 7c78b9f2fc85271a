import { describe, expect, it } from "vitest";
import { cli, MANIFEST } from "../cli/device.ts";
import { manifestTarball } from "../support/manifest-tarball.ts";

/** JSON of any shape. */
type Json = ReturnType<typeof JSON.parse>;

const ROOTFS = manifestTarball(`${MANIFEST}file /usr/share/data/one <<END
1
END
file /usr/share/data/deep/two <<END
2
END
dir /usr/share/other
file /usr/share/other/three <<END
3
END
`);

const bind = (source: string, destination = source): string =>
  `<Entry type="dir"><Source>/${source}</Source><Destination>${destination}</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>`;

const describeContainer = (name: string, ...mounts: readonly string[]): string => `<CONTAINER SandboxName="${name}">
  <LxcParams><LauncherName>${name.toLowerCase()}</LauncherName><ExecName>/usr/bin/demo</ExecName></LxcParams>
  <LxcConfig><Rootfs create="yes"><MountPoints>
    <Entry type="file"><Source>/usr/bin/demo</Source><Destination>usr/bin/demo</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>
    ${mounts.join("")}
  </MountPoints></Rootfs></LxcConfig>
</CONTAINER>
`;

/** The names of files by the part of the SBOM that contains them, below /usr/share. */
const sbomOf = async (containers: Readonly<Record<string, readonly string[]>>): Promise<Readonly<Record<string, readonly string[]>>> => {
  const texts = Object.entries(containers).map(([name, mounts]) => [`${name}.xml`, describeContainer(name, ...mounts)]);
  const files = { "rootfs.tar": ROOTFS, ...Object.fromEntries(texts) };
  const { code, written } = await cli(`-r rootfs.tar -t SOC_VER=arm -o oci:out ${texts.map(([name]) => name).join(" ")}`, { files });
  expect(code).toBe(0);
  const sbom: Json = [...written.values()]
    .map((bytes) => Buffer.from(bytes).toString())
    .flatMap((text) => (text.includes('"SPDX-2.3"') ? [JSON.parse(text)] : []))[0];
  const names = new Map<string, string>([...sbom.files, ...sbom.packages].map((each: Json) => [each.SPDXID, each.fileName ?? each.name]));
  const contained = (id: string): string[] =>
    sbom.relationships
      .filter((each: Json) => each.relationshipType === "CONTAINS" && each.spdxElementId === id)
      .map((each: Json) => names.get(each.relatedSpdxElement))
      .filter((name: string) => /usr\/share/.test(name));
  return Object.fromEntries(sbom.packages.map((each: Json) => [each.name, contained(each.SPDXID)]));
};

describe("a directory of the host", () => {
  it("is its only container's", async () => {
    expect(await sbomOf({ A: [bind("usr/share/data")] })).toEqual({ A: ["./usr/share/data/deep/two", "./usr/share/data/one"] });
  });

  it("that two containers see is told of once, what differs is told of twice", async () => {
    const covered = [bind("usr/share/data"), bind("usr/share/other", "usr/share/data/deep")];
    expect(await sbomOf({ A: [bind("usr/share/data")], B: [bind("usr/share/data")], C: covered })).toEqual({
      A: ["/usr/share/data"],
      B: ["/usr/share/data"],
      C: ["./usr/share/data/deep/three", "./usr/share/data/one"],
      "/usr/share/data": ["./usr/share/data/deep/two", "./usr/share/data/one"],
    });
    expect(await sbomOf({ A: [bind("usr/share/data")], B: [bind("usr/share/data", "opt/usr/share/data")] })).toEqual({
      A: ["./usr/share/data/deep/two", "./usr/share/data/one"],
      B: ["./opt/usr/share/data/deep/two", "./opt/usr/share/data/one"],
    });
  });
});
