import { describe, expect, it } from "vitest";
import { containerOf, read, withConfig } from "./reading.ts";

const found = (inside: string): readonly string[] => read(withConfig(`<Rootfs>\n${inside}</Rootfs>`)).found;
const rootfs = (inside: string) => containerOf(withConfig(`<Rootfs>\n${inside}</Rootfs>`)).rootfs;
const entry = (inside: string, attributes = 'type="dir"'): string => `<MountPoints><Entry ${attributes}>${inside}</Entry></MountPoints>`;
const FILE = "<Source>/a</Source><Destination>a</Destination><Options>ro,bind</Options>";

describe("Rootfs", () => {
  it.each([
    ["", false],
    ["<Rootfs> </Rootfs>", false],
    ["<Rootfs><MountPoints/></Rootfs>", true],
    ['<Rootfs create="yes"/>', true],
    ['<Rootfs create="no"/>', false],
  ])("is the container's own: %j %s", (inside, own) => {
    expect(containerOf(withConfig(inside)).rootfs !== undefined).toBe(own);
    expect(containerOf(withConfig(inside), { sharedRootfs: true }).rootfs).toBeUndefined();
  });
});

describe("Rootfs of an append", () => {
  const files = (base: string, append: string): readonly string[] => [
    withConfig(`<Rootfs${base}>${entry(FILE)}</Rootfs>`),
    withConfig(`<Rootfs${append}>${entry(FILE)}</Rootfs>`, 'SandboxName="S" APPEND="A"'),
  ];

  it.each([
    [' create="no"', "", ["rootfs-ignored@2.xml:2:1"]],
    ["", ' create="no"', ["rootfs-ignored@1.xml:2:1"]],
    [' create="no"', ' create="no"', []],
    [' create="no"', ' create="yes"', []],
    ["", "", []],
  ])("in a base with %j: %j, %j", (base, append, expected) => {
    expect(read(files(base, append)).found).toEqual(expected);
    expect(read(files(base, append), { sharedRootfs: true }).containers[0]?.rootfs).toBeUndefined();
  });
});

describe("MountPoints", () => {
  it("reads an entry with its defaults", () => {
    const at = (column: number) => ({ file: "1.xml", line: 3, column });
    const inside = "<Source>/lib</Source><Destination>//lib/x/</Destination><Options> ro, bind,\t,nosuid </Options>";
    expect(rootfs(entry(inside))?.mounts).toEqual([
      {
        span: at(14),
        parts: { source: at(32), destination: at(53), fsType: at(14), options: at(88) },
        type: "dir",
        source: "/lib",
        sourceRoFs: undefined,
        destination: "lib/x/",
        fsType: "none",
        options: ["ro", "bind", "nosuid"],
        dump: 0,
        fsck: 0,
        unused: [],
        caps: undefined,
      },
    ]);
  });

  it("reads all there is, in the order of the document", () => {
    const more = "<SourceRoFs>/b</SourceRoFs><FsType>ext4</FsType><Dump>1</Dump><Fsck>2</Fsck><Unused>/x</Unused><Unused>y</Unused>";
    const mounts = rootfs(entry(FILE + more, 'type="file" caps="CAP_NET_RAW,kill+ep"') + entry(FILE))?.mounts;
    expect(mounts).toMatchObject([
      {
        type: "file",
        sourceRoFs: "/b",
        fsType: "ext4",
        dump: 1,
        fsck: 2,
        unused: [{ value: "/x" }, { value: "y" }],
        caps: {
          value: { names: ["net_raw", "kill"], effective: true, permitted: true, inheritable: false },
          span: { line: 3, column: 33 },
        },
      },
      { type: "dir" },
    ]);
  });

  it("skips entries that set nothing", () => {
    expect(rootfs(`${entry("<Source/><Destination> </Destination>")}${entry("", "")}`)?.mounts).toEqual([]);
  });

  it.each([
    [entry("<Destination>a</Destination><Options>ro</Options>"), ["missing-element@3:14"]],
    [entry("<Source>/a</Source><Options>ro</Options>"), ["missing-element@3:14"]],
    [entry("<Source>/a</Source><Destination>a</Destination>"), ["missing-element@3:14"]],
    [entry("<Foo/>"), ["unknown-element@3:32"]],
    [entry("libc"), ["stray-text@3:14", "missing-element@3:14", "missing-element@3:14", "missing-element@3:14"]],
    [entry(FILE, ""), ["missing-attribute@3:14"]],
    [entry(FILE, 'type="link"'), ["bad-value@3:21"]],
    [entry(FILE.replace(">a<", ">a/../b<")), ["bad-destination@3:51"]],
    [entry(FILE.replace(">/a<", ">/dev/../etc<")), ["bad-source@3:32"]],
    [entry(FILE.replace(">/a<", ">/a..b/..c<")), []],
    [entry(`${FILE}<SourceRoFs>/var/..</SourceRoFs>`), ["bad-source@3:105"]],
    [entry(FILE.replace(">a<", ">/<")), ["bad-destination@3:51"]],
    [entry(FILE.replace(">a<", ">./<")), ["bad-destination@3:51"]],
    [entry(FILE.replace(">a<", ">a..b<")), []],
    [entry(FILE.replace("ro,bind", ",")), ["bad-value@3:79"]],
    [entry(FILE.replace("ro,bind", "ro\nbind")), ["control-character@3:79"]],
    [entry(`${FILE}<Dump>x</Dump>`), ["bad-value@3:105"]],
    [entry(FILE, 'type="file" caps="net_raw"'), ["bad-value@3:33"]],
    [entry(FILE, 'type="file" caps="net_rwa+ep"'), ["bad-value@3:33"]],
    [entry(FILE, 'type="file" caps="net_raw+e"'), ["bad-value@3:33"]],
    [entry(FILE, 'type="dir" caps="net_raw+ep"'), ["caps-on-directory@3:32"]],
    [entry(FILE, 'caps="net_raw+ep"'), ["missing-attribute@3:14"]],
  ])("%s: %j", (inside, expected) => expect(found(inside)).toEqual(expected));
});

describe("MoveContent", () => {
  const move = (destination: string, attributes = 'type="file"'): string =>
    `<MoveContent><Entry ${attributes}><Source>/a</Source><Destination>${destination}</Destination></Entry></MoveContent>`;

  it("keeps the trailing slash that means into, of the root as well", () => {
    const moves = rootfs(move("/usr/bin/") + move("/") + move("b", 'type="dir"'))?.moves;
    expect(moves?.map(({ type, source, destination }) => [type, source, destination])).toEqual([
      ["file", "/a", "usr/bin/"],
      ["file", "/a", "./"],
      ["dir", "/a", "b"],
    ]);
  });

  it("takes capabilities on files", () => {
    expect(rootfs(move("b", 'type="file" caps="kill=p"'))?.moves[0]?.caps?.value).toEqual({
      names: ["kill"],
      effective: false,
      permitted: true,
      inheritable: false,
    });
    expect(found(move("b", 'type="dir" caps="kill=p"'))).toEqual(["caps-on-directory@3:32"]);
  });

  it("skips entries that set nothing and refuses incomplete ones", () => {
    expect(rootfs('<MoveContent><Entry type="dir"><Source></Source><Destination></Destination></Entry></MoveContent>')?.moves).toEqual([]);
    expect(found('<MoveContent><Entry type="dir"><Source>/a</Source></Entry></MoveContent>')).toEqual(["missing-element@3:14"]);
    expect(found(move("../b"))).toEqual(["bad-destination@3:52"]);
    expect(found(move("b", 'type="dev"'))).toEqual(["bad-value@3:21"]);
  });
});

describe("libraries", () => {
  it("are names in order, and directories with or without slashes", () => {
    const inside =
      "<LibsRoBindMounts><LibsScanDir>usr/lib/x/</LibsScanDir><Entry>libc</Entry><Entry></Entry><Entry>ld</Entry></LibsRoBindMounts>" +
      "<LibsHardlinks><Entry>libm</Entry><LibsScanDir>/opt</LibsScanDir></LibsHardlinks>";
    const read1 = rootfs(inside);
    expect(read1?.libsRoBindMounts.map(({ value }) => value)).toEqual(["libc", "ld"]);
    expect(read1?.libsHardlinks.map(({ value }) => value)).toEqual(["libm"]);
    expect(read1?.libsScanDirs.map(({ value }) => value)).toEqual(["/usr/lib/x", "/opt"]);
  });

  it.each(["LibsRoBindMounts", "LibsHardlinks"])("of %s are not sought outside", (list) => {
    const inside = `<${list}><LibsScanDir>/usr/lib/../../../../etc</LibsScanDir><Entry>hosts</Entry></${list}>`;
    expect(found(inside)).toEqual([`bad-destination@3:${list.length + 3}`]);
  });
});
