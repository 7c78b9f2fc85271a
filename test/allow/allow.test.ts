import { describe, expect, it } from "vitest";
import { cli, description } from "../cli/device.ts";

const BARE = description("DEMO", "<Oops/>\n    <Oops/>");

/** What check says: its exit code, and each finding as `line:column code`. */
const check = async (text: string, more: { readonly line?: string; readonly files?: Record<string, string> } = {}) => {
  const line = `check -r rootfs.tar --diagnostics json ${more.line ?? ""} a.xml`;
  const { code, stderr } = await cli(line, { files: { "a.xml": text, ...more.files } });
  const { diagnostics } = JSON.parse(stderr) as { diagnostics: readonly { code: string; line: number; column: number; help?: string }[] };
  return { exit: code, diagnostics, found: diagnostics.map((each) => `${each.line}:${each.column} ${each.code}`) };
};

const allowing = (text: string, to: string, instruction: string): string => text.replace(to, `${instruction}${to}`);

const OOPS = '<?lxc-overlay allow code="unknown-element" reason="of another tool"?>';

describe("--strict", () => {
  it("makes a warning end the run, and lets it be one", async () => {
    expect(await cli("-r rootfs.tar a.xml", { files: { "a.xml": BARE } })).toMatchObject({ code: 0 });
    const { code, stderr, written } = await cli("--strict --report r.json -r rootfs.tar a.xml", { files: { "a.xml": BARE } });
    expect(code).toBe(1);
    expect(stderr).toContain("warning[unknown-element]");
    expect([...written.keys()]).toEqual([]);
  });

  it("lets a run without warnings pass", async () => {
    const { code, written } = await cli("--strict -r rootfs.tar a.xml");
    expect({ code, written: [...written.keys()] }).toEqual({ code: 0, written: ["overlay.tar"] });
  });

  it("lets what is allowed pass", async () => {
    expect(await cli("--strict -r rootfs.tar a.xml", { files: { "a.xml": allowing(BARE, "<LxcConfig>", OOPS) } })).toMatchObject({
      code: 0,
    });
  });
});

describe("allow in a description", () => {
  it("silences a finding in the element that follows and below, and no other", async () => {
    expect((await check(BARE)).found).toEqual(["4:5 unknown-element", "5:5 unknown-element"]);
    expect((await check(allowing(BARE, "<Oops/>\n", `${OOPS} <!-- so it is -->\n`))).found).toEqual(["6:5 unknown-element"]);
    expect((await check(allowing(BARE, "<LxcConfig>", OOPS))).found).toEqual([]);
    expect((await check(`${OOPS}${BARE}`)).found).toEqual([]);
  });

  it.each([
    ['<?lxc-overlay allow code="unknown-element"?>', "4:5 allow-without-reason"],
    ['<?lxc-overlay allow code="unknown-element" reason=" "?>', "4:5 allow-without-reason"],
    ['<?lxc-overlay allow code="unknown-elemnt" reason="r"?>', "4:31 unknown-allow-code"],
    ['<?lxc-overlay allow reason="r"?>', "4:5 allow-syntax"],
    ['<?lxc-overlay allow code="a" reson="r"?>', "4:34 allow-syntax"],
    ['<?lxc-overlay allow code="a" code="b" reason="r"?>', "4:34 allow-syntax"],
    ['<?lxc-overlay allow code="a" reason="r" please?>', "4:44 allow-syntax"],
    ['<?lxc-overlay forbid code="a" reason="r"?>', "4:5 allow-syntax"],
    ["<?lxc-overlay?>", "4:5 allow-syntax"],
    ["<?lxc-overlay allow code='unused-library' reason='r'?>", "4:31 unused-allow"],
  ])("%s is a finding itself, and silences nothing", async (instruction, finding) => {
    const { found } = await check(allowing(BARE, "<Oops/>\n", instruction));
    expect(found).toContain(finding);
    expect(found.filter((each) => each.endsWith(" unknown-element"))).toHaveLength(2);
  });

  it("stands before an element", async () => {
    expect((await check(BARE.replace("</LxcConfig>", `${OOPS}</LxcConfig>`))).found).toContain("11:3 allow-syntax");
    expect((await check(`${BARE}${OOPS}`)).found).toContain("13:1 allow-syntax");
  });

  it("leaves other instructions alone, be they called alike", async () => {
    expect((await check(`<?lxc-overlays allow?><?editor x?>${description("DEMO")}`)).found).toEqual([]);
  });

  it("helps to the code that was meant", async () => {
    const { diagnostics } = await check(allowing(BARE, "<Oops/>\n", '<?lxc-overlay allow code="unknown-elemnt" reason="r"?>'));
    expect(diagnostics.map(({ help }) => help)).toContain("did you mean unknown-element?");
  });

  it("allows no error but those of the security rules", async () => {
    const unsafe = description("DEMO").replace("ro,bind,nosuid,nodev", "ro,bind,nodev");
    const safe = '<?lxc-overlay allow code="unsafe-executable-bind" reason="r"?>';
    expect(await check(unsafe, { line: "-S" })).toMatchObject({ exit: 1 });
    expect(await check(`${safe}${unsafe}`, { line: "-S" })).toMatchObject({ exit: 0, found: [] });
    const wrong = description("DEMO", "<CapKeep>nothing</CapKeep>");
    expect(await check(`<?lxc-overlay allow code="unknown-capability" reason="r"?>${wrong}`)).toMatchObject({
      exit: 1,
      found: ["1:27 not-allowable", "4:5 unknown-capability"],
    });
    expect((await check(`<?lxc-overlay allow code="malformed-xml" reason="r"?>${description("DEMO")}`)).found).toEqual([
      "1:27 not-allowable",
    ]);
  });

  it("allows an error that was a warning once, so that what was built then is built still", async () => {
    const text = description("DEMO")
      .replace(",bind,", ",")
      .replace("<LxcParams>", '<?lxc-overlay allow code="missing-program" reason="later"?><LxcParams>');
    const allowed = text.replace("<Entry ", '<?lxc-overlay allow code="bind-missing" reason="the vendor patches it"?><Entry ');
    expect((await check(text)).found.map((each) => each.split(" ")[1])).toContain("bind-missing");
    const built = await cli("-r rootfs.tar a.xml", { files: { "a.xml": allowed } });
    expect(built.stderr).not.toContain("bind-missing");
    expect([built.code, [...built.written.keys()]]).toEqual([0, ["overlay.tar"]]);
  });

  it("is not told to be unused where tags leave its element out, or an error hides what follows", async () => {
    const tagged = description("DEMO", `${OOPS}<CapDrop version="release">kill</CapDrop>`);
    expect((await check(tagged, { line: "-t version=debug" })).found).toEqual([]);
    expect((await check(tagged, { line: "-t version=release" })).found).toContain("4:31 unused-allow");
    const wrong = description("DEMO", "<CapKeep>nothing</CapKeep>");
    expect((await check(`<?lxc-overlay allow code="unused-library" reason="r"?>${wrong}`)).found).toEqual(["4:5 unknown-capability"]);
  });

  it("holds for explain as well", async () => {
    expect((await cli("explain a.xml", { files: { "a.xml": `${OOPS}${BARE}` } })).stderr).toBe("");
  });
});

describe("--allow", () => {
  const using = (allow: string) => check(BARE, { line: "--allow known", files: { known: allow } });

  it.each(["unknown-element DEMO of another tool", "# known\n\n  unknown-element  *  of another tool  "])(
    "silences by %j",
    async (allow) => {
      expect(await using(allow)).toMatchObject({ exit: 0, found: [] });
    },
  );

  it.each([
    ["unknown-element\n", "1:16 allow-syntax"],
    ["\n <unknown> * r", "2:2 allow-syntax"],
    ["unknown-element *", "1:1 allow-without-reason"],
    ["unknown-elment * r", "1:1 unknown-allow-code"],
    ["unknown-element DEMOO r", "1:1 unused-allow"],
    ["unused-library DEMO r", "1:1 unused-allow"],
    ["unused-library * r", "1:1 unused-allow"],
  ])("tells of %j", async (allow, finding) => {
    const { found } = await using(allow);
    expect(found).toEqual(["4:5 unknown-element", "5:5 unknown-element", finding]);
  });

  it("is a failure where the file is not there, and a finding where it is no text", async () => {
    expect((await cli("check -r rootfs.tar --allow none a.xml")).code).toBe(3);
    expect((await check(BARE, { line: "--allow rootfs.tar" })).exit).toBe(1);
  });
});

it("SARIF has what is allowed, with its reason", async () => {
  const files = { "a.xml": allowing(BARE, "<Oops/>\n", OOPS), known: "unknown-element DEMO outside" };
  const { stderr } = await cli("check --diagnostics sarif --allow known -r rootfs.tar a.xml", { files });
  expect(JSON.parse(stderr).runs[0].results.map((each: { suppressions: unknown }) => each.suppressions)).toEqual([
    [{ kind: "inSource", justification: "of another tool" }],
    [{ kind: "external", justification: "outside" }],
  ]);
});

it("takes no more allowances than people write, and little time for them", async () => {
  const many = `${"unknown-element * why\n".repeat(1000)}unused-library * one too many\n`;
  const { exit, found } = await check(BARE, { line: "--allow known", files: { known: many } });
  expect({ exit, found }).toEqual({ exit: 1, found: ["1001:1 allow-syntax"] });
});

it("leaves hints out of --strict", async () => {
  const text = description(
    "DEMO",
    '<Network type="veth"><Flags>up</Flags><IPV4>10.0.3.7/24</IPV4><IPV4gateway>10.0.3.1</IPV4gateway></Network>',
  );
  expect(await check(text, { line: "--strict" })).toMatchObject({ exit: 0, found: ["4:5 unconnected-network"] });
});
