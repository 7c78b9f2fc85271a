import { describe, expect, it } from "vitest";
import { cli, description } from "./device.ts";

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly line?: number;
}

const LIMITS = `<CGroupSettings>
      <MemoryLimit version="debug">64M</MemoryLimit>
      <MemoryLimit SOC_VER="arm">32M</MemoryLimit>
    </CGroupSettings>`;

const checked = async (files: Readonly<Record<string, string>>, line = "--all-tags") => {
  const { code, stderr } = await cli(
    `check -s -r rootfs.tar --missing-sources warn --diagnostics json ${line} ${Object.keys(files).join(" ")}`,
    { files },
  );
  return { code, found: (JSON.parse(stderr) as { diagnostics: readonly Finding[] }).diagnostics };
};

const of = (found: readonly Finding[], code: string): readonly string[] =>
  found.filter((each) => each.code === code).map(({ file, line, message }) => `${file}:${line}: ${message}`);

describe("check --all-tags", () => {
  it("names the combinations that fail", async () => {
    const { code, found } = await checked({ "a.xml": description("DEMO", LIMITS) });
    expect(code).toBe(1);
    expect(of(found, "repeated-element")).toEqual(["a.xml:6: MemoryLimit is set in line 5 already (with version=debug, SOC_VER=arm)"]);
    expect(of(found, "inactive-tag")).toEqual([]);
  });

  it("tells how many there were", async () => {
    const files = { "a.xml": description("DEMO", LIMITS.replace('"64M"', "").replace(/<MemoryLimit SOC.*/, "")) };
    const { code, stderr } = await cli("check -r rootfs.tar --all-tags a.xml", { files });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "checked: 1 container, 2 combinations of tags (config.ini, not secure)\n" });
  });

  it("says once, without a name, what holds for all", async () => {
    const { code, found } = await checked({ "a.xml": description("DEMO", '<Oops/><LxcInclude version="debug">/etc/a</LxcInclude>') });
    expect(code).toBe(0);
    expect(of(found, "unknown-element")).toEqual(["a.xml:4: the element Oops is not known in LxcConfig and is ignored"]);
    expect(of(found, "start-as-root")).toEqual(["a.xml:2: DEMO runs as root although the container is secure"]);
    expect(of(found, "missing-host-file").map((each) => each.replace(/.*\(/, "("))).toEqual(["(with version=debug)"]);
  });

  it("takes a number on each side of every bound", async () => {
    const include = (range: string, path: string): string => `<LxcInclude RDK_VER="${range}">${path}</LxcInclude>`;
    const { found } = await checked({
      "a.xml": description("DEMO", include("2..3", "/etc/a") + include("..1", "/etc/b") + include("4..", "/c")),
    });
    expect(of(found, "missing-host-file").map((each) => each.replace(/^\S+ (\S+) .*\(/, "$1 ("))).toEqual([
      "/etc/a (with RDK_VER=2..3)",
      "/etc/b (with RDK_VER=0..1)",
      "/c (with RDK_VER=4..)",
    ]);
  });

  it("points at the element whose absence it is", async () => {
    const { found } = await checked({ "a.xml": description("DEMO", "\n<UserName version='debug'>app</UserName>") });
    expect(of(found, "start-as-root")).toEqual([
      "a.xml:5: DEMO runs as root although the container is secure (with version=release, which leave out this UserName)",
    ]);
  });

  it("judges containers together, each with what its combinations keep", async () => {
    const veth = (tags: string): string =>
      `<Network type="veth" ${tags}><Flags>up</Flags><Link>br0</Link><IPV4>10.0.3.7/24</IPV4></Network>`;
    const { found } = await checked({
      "a.xml": description("A", veth('version="debug"')),
      "b.xml": description("B", veth('SOC_VER="arm"')),
    });
    expect(of(found, "address-taken").map((each) => each.replace(/.*\(/, "("))).toEqual(["(with version=debug, SOC_VER=arm)"]);
  });

  it("finds what a check of each combination finds", async () => {
    const include = '<LxcInclude SOC_VER="mips" RDK_VER="2">/etc/a</LxcInclude><CapKeep version="!debug">none</CapKeep>';
    const files = {
      "a.xml": description("DEMO", `${LIMITS}${include}`),
      "b.xml": description("OTHER", '<AutoDev RDK_VER="2..">0</AutoDev>'),
    };
    const all = await checked(files);
    const tags = ["debug", "release"].flatMap((version) =>
      ["arm", "mips"].flatMap((soc) => ["0", "2", "3"].map((rdk) => `-t version=${version},SOC_VER=${soc},RDK_VER=${rdk}`)),
    );
    const each = await Promise.all(tags.map((line) => checked(files, line)));
    const plain = (found: readonly Finding[]): readonly string[] =>
      found.map(({ code, message }) => `${code} ${message.replace(/ \(with .*/, "")}`);
    expect(new Set(plain(all.found))).toEqual(new Set(each.flatMap(({ found }) => plain(found))));
    expect(all.code).toBe(Math.max(...each.map(({ code }) => code)));
  });

  it("leaves what is allowed in peace, unless no combination has it", async () => {
    const allow = '<?lxc-overlay allow code="missing-host-file" reason="made at the factory"?>';
    const { found } = await checked({ "a.xml": description("DEMO", `${allow}<LxcInclude version="debug">/etc/a</LxcInclude>`) });
    expect(of(found, "missing-host-file")).toEqual([]);
    const unused = await checked({ "a.xml": description("DEMO", `${allow}<AutoDev version="debug">0</AutoDev>`) });
    expect(of(unused.found, "unused-allow")).toHaveLength(1);
  });

  it("refuses what nobody could wait for", async () => {
    const range = Array.from({ length: 50 }, (_, index) => `<LxcInclude RDK_VER="${2 * index}" RDKHAL_VER="${2 * index}">x</LxcInclude>`);
    const config = "[TAGS]\n[RANGE]\nRDK_VER =\nRDKHAL_VER =\n[WRITABLE]\n[EXECUTABLE]\n[LIBRARIES]\npaths = /usr/lib\n";
    const files = { "a.xml": description("DEMO", range.join("")), "c.ini": config };
    const { stderr, code } = await cli("check -r rootfs.tar --all-tags -c c.ini a.xml", { files });
    expect(code).toBe(1);
    expect(stderr).toContain("error[too-many-combinations]");
  });

  it("takes no tags beside, and what can't be read is told", async () => {
    expect(await cli("check -r rootfs.tar --all-tags -t version=debug a.xml")).toMatchObject({ code: 2 });
    expect(await cli("check -r rootfs.tar --all-tags a.xml broken.xml")).toMatchObject({ code: 1 });
    expect(await cli("check -r noise.tar --all-tags a.xml")).toMatchObject({ code: 1 });
    expect(await cli("build -r rootfs.tar --all-tags a.xml")).toMatchObject({ code: 2 });
  });
});
