import { describe, expect, it } from "vitest";
import { HostError } from "../../src/io/host.ts";
import { cli, description } from "./device.ts";

const WRONG = description("DEMO", "<!-- né -->\n\t<UserNam>root</UserNam>\n\t<AutoDev>1</AutoDev>").replace(
  "ro,bind,nosuid,nodev",
  "rw,bind,nosuid",
);
const RIGHT = WRONG.replaceAll("UserNam>", "UserName>").replace("rw,bind,nosuid", "ro,bind,nosuid,nodev");
const files = { "a.xml": WRONG };
const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? "").toString();

describe("check --fix", () => {
  it("rewrites what is wrong, and tells what is left", async () => {
    const { code, stdout, stderr, written } = await cli("check -S -r rootfs.tar --fix a.xml", { files });
    expect(textOf(written.get("a.xml"))).toBe(RIGHT);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^fixed 1 unknown-element, 1 unsafe-executable-bind in a\.xml\nchecked: .*\n$/);
    expect(code).toBe(0);
  });

  it("has the exit code of check afterwards", async () => {
    const wrong = { "a.xml": WRONG.replace("</LxcConfig>", "<LxcInclude>/nowhere</LxcInclude></LxcConfig>") };
    const { code, stderr } = await cli("check -S -r rootfs.tar --fix a.xml", { files: wrong });
    expect(stderr).toContain("missing-host-file");
    expect(code).toBe(1);
  });

  it("changes nothing the second time", async () => {
    const { code, stderr, written } = await cli("check -S -r rootfs.tar --fix a.xml", { files: { "a.xml": RIGHT } });
    expect(stderr).toMatch(/^nothing to fix\nchecked: .*\n$/);
    expect([...written.keys()]).toEqual([]);
    expect(code).toBe(0);
    expect((await cli("check -q -S -r rootfs.tar --fix a.xml", { files: { "a.xml": RIGHT } })).stderr).toBe("");
  });

  it("prints a diff instead", async () => {
    const { code, stderr, written } = await cli("check -S -r rootfs.tar --fix=diff a.xml", { files });
    expect(textOf(written.get("-"))).toBe(`--- a/a.xml
+++ b/a.xml
@@ -2,11 +2,11 @@
   <LxcParams><LauncherName>demo</LauncherName><ExecName>/usr/bin/demo</ExecName></LxcParams>
   <LxcConfig>
     <!-- né -->
-	<UserNam>root</UserNam>
+	<UserName>root</UserName>
 	<AutoDev>1</AutoDev>
     <Rootfs create="yes">
       <MountPoints>
-        <Entry type="dir"><Source>/usr/bin</Source><Destination>usr/bin</Destination><Options>rw,bind,nosuid</Options></Entry>
+        <Entry type="dir"><Source>/usr/bin</Source><Destination>usr/bin</Destination><Options>ro,bind,nosuid,nodev</Options></Entry>
       </MountPoints>
     </Rootfs>
   </LxcConfig>
`);
    expect(stderr).toMatch(/^the diff fixes 1 unknown-element, 1 unsafe-executable-bind in a\.xml\nchecked: .*\n$/);
    expect([...written.keys()]).toEqual(["-"]);
    expect(code).toBe(0);
  });

  it("calls nothing that the rootfs lacks by the name of what it has", async () => {
    const library = "<LibsRoBindMounts><Entry>liblxd</Entry></LibsRoBindMounts></Rootfs>";
    const entry = `<Entry type="dir"><Source>/usr/bim</Source><Destination>opt</Destination><Options>ro,bind,nosuid,nodev,noexec</Options></Entry></MountPoints>`;
    const lacking = description("DEMO", "<UserName>roof</UserName>").replace("</Rootfs>", library).replace("</MountPoints>", entry);
    const { code, stderr, written } = await cli("check -s -r rootfs.tar --fix a.xml", { files: { "a.xml": lacking } });
    for (const name of ["liblxc", "/usr/bin", "root"]) expect(stderr).toContain(`did you mean ${name}?`);
    expect([...written.keys()]).toEqual([]);
    expect(code).toBe(1);
  });

  it("corrects the word of a tag's value, but not its number, nor whose append a description is", async () => {
    const tagged = description("DEMO").replace(
      "<Rootfs ",
      '<AutoDev SOC_VER="amr">1</AutoDev><CapDrop SOC_VER="mips2">mknod</CapDrop><Rootfs ',
    );
    const append = '<CONTAINER SandboxName="DEMOS" APPEND="true"><LxcConfig><CapDrop>kill</CapDrop></LxcConfig></CONTAINER>';
    const { stderr, written } = await cli("check -t SOC_VER=arm -r rootfs.tar --fix a.xml b.xml", {
      files: { "a.xml": tagged, "b.xml": append },
    });
    expect(textOf(written.get("a.xml"))).toBe(tagged.replace("amr", "arm"));
    expect(written.has("b.xml")).toBe(false);
    expect(stderr).toContain("did you mean DEMO?");
    expect(stderr).toContain("did you mean mips?");
  });

  it("mends nothing that is allowed", async () => {
    const allowed = WRONG.replace("<Entry", '<?lxc-overlay allow code="unsafe-executable-bind" reason="x"?><Entry');
    const { written } = await cli("check -S -r rootfs.tar --fix a.xml", { files: { "a.xml": allowed } });
    expect(textOf(written.get("a.xml"))).toBe(allowed.replaceAll("UserNam>", "UserName>"));
  });

  it("mends each combination of tags", async () => {
    const tagged = WRONG.replace(
      "<Options>rw,bind,nosuid</Options>",
      '<Options version="debug">rw,bind,nosuid</Options><Options version="release">ro,bind</Options>',
    );
    const { code, written } = await cli("check -S -r rootfs.tar --all-tags --fix a.xml", { files: { "a.xml": tagged } });
    expect(textOf(written.get("a.xml"))).toContain(
      '<Options version="debug">ro,bind,nosuid,nodev</Options><Options version="release">ro,bind,nosuid,nodev</Options>',
    );
    expect(code).toBe(0);
  });

  it("is refused for a description that is given twice", async () => {
    const { code, stderr } = await cli("check -r rootfs.tar --fix a.xml ./a.xml", { files: { ...files, "./a.xml": WRONG } });
    expect(stderr).toContain("./a.xml is given twice: --fix changes each description once");
    expect(code).toBe(2);
    expect((await cli("check -r rootfs.tar --fix=all a.xml", { files })).code).toBe(2);
    expect((await cli("build -r rootfs.tar --fix a.xml", { files })).code).toBe(2);
  });

  it("fails where a file can't be rewritten", async () => {
    const openOutputs = () => ({
      directory: () => undefined,
      link: () => undefined,
      write: async () => "",
      writeBlob: async () => ({ sha256: "", size: 0 }),
      replace: async (path: string) => {
        throw new HostError(path, "can't be rewritten: is read-only");
      },
      commit: async () => undefined,
      discard: () => undefined,
    });
    const { code, stderr } = await cli("check -r rootfs.tar --fix a.xml", { files, host: { openOutputs } });
    expect(stderr).toContain("a.xml: error[host-failure]: can't be rewritten: is read-only");
    expect(code).toBe(3);
  });
});

describe("SARIF", () => {
  it("has what --fix would replace", async () => {
    const { stderr } = await cli("check -S -r rootfs.tar --diagnostics sarif a.xml", { files });
    const { runs } = JSON.parse(stderr) as { runs: readonly { results: readonly { ruleId: string; fixes?: unknown }[] }[] };
    const fixOf = (code: string): unknown => runs[0]?.results.find(({ ruleId }) => ruleId === code)?.fixes;
    const region = (startLine: number, startColumn: number, endColumn: number) => ({
      startLine,
      startColumn,
      endLine: startLine,
      endColumn,
    });
    const artifactLocation = { uri: "a.xml" };
    const insertedContent = { text: "UserName" };
    const replacements = [
      { deletedRegion: region(5, 3, 10), insertedContent },
      { deletedRegion: region(5, 17, 24), insertedContent },
    ];
    expect(fixOf("unknown-element")).toEqual([
      { description: { text: "did you mean UserName?" }, artifactChanges: [{ artifactLocation, replacements }] },
    ]);
    expect(fixOf("unsafe-executable-bind")).toHaveLength(1);
  });
});
