import { describe, expect, it } from "vitest";
import { cli } from "../cli/device.ts";
import { configOf } from "../model/reading.ts";
import { printXsd } from "../../src/schema/xsd.ts";

const XSD = printXsd(configOf());

/** The text that editors show of what is declared, in the place of that name: the group of the element that it stands in. */
const shown = (group: string, declared: string): string | undefined => {
  const body = XSD.split(`<xs:group name="${group}">`)[1]?.split("\n  </xs:group>")[0] ?? "";
  return new RegExp(`<xs:\\w+ name="${declared}".*>\\s*<xs:annotation>\\s*<xs:documentation>([^<]*)<`).exec(body)?.[1];
};

describe("the schema", () => {
  it("says of every element, attribute and tag what it does", () => {
    const declared = [...XSD.matchAll(/^ *<xs:(?:element|attribute) name="(\w+)".*\n(.*)/gm)];
    expect(declared.length).toBeGreaterThan(200);
    expect(declared.filter(([, , next = ""]) => !next.includes("<xs:annotation>")).map(([line]) => line)).toEqual([]);
  });

  it("says it in words, with code in quotes: LemMinX takes a tag outside of them for HTML", () => {
    const texts = [...XSD.matchAll(/<xs:documentation>([^<]*)</g)].map(([, text = ""]) => text);
    expect(texts.filter((text) => /\*\*|\]\(|^$/.test(text) || text.replaceAll(/`[^`]+`/g, "").includes("&lt;"))).toEqual([]);
  });

  it.each([
    [
      "LxcParams",
      "LauncherName",
      "The script's name.\n\nValue: name, required in the base or an append.\n\nExample: `&lt;LauncherName&gt;udhcpc&lt;/LauncherName&gt;`",
    ],
    [
      "LxcConfig.CGroupSettings",
      "CpuShares",
      "Share of the CPU.\n\nValue: number, 1024 is normal.\n\nExample: `&lt;CpuShares&gt;512&lt;/CpuShares&gt;`",
    ],
    ["LxcConfig.Rootfs.MoveContent", "Source", undefined],
    [
      "LxcConfig.Rootfs.MoveContent.Entry",
      "Source",
      "What moves. It must exist.\n\nValue: path on the host; required.\n\nExample: `&lt;Source&gt;/sbin/udhcpc&lt;/Source&gt;`",
    ],
  ])("says in %s of %s what the manual says there", (group, declared, text) => {
    expect(shown(group, declared)).toBe(text);
  });

  it("says of what bundles have that it is theirs, and both of what is something else to them", () => {
    expect(shown("LxcConfig.ResourceLimits", "Limit")).toBe('With Type="dobby": One limit.\n\nValue: no content, any number.');
    expect(shown("LxcConfig", "Logging")).toMatch(/^Log files for the host's log collector.*\n\nValue: elements\.$/);
    expect(XSD).toMatch(/^ *<xs:documentation>`none` shares the host's network,[^<]*\n\nWith Type="dobby": `nat` is a network of its own/m);
  });

  it("says of what is as elsewhere what is said there", () => {
    expect(shown("LxcConfig.Rootfs", "AutoDev")).toBe(shown("LxcConfig", "AutoDev"));
    expect(shown("LxcParams.Attach", "ExecParams")).toBe(shown("LxcParams", "ExecParams"));
  });

  it("has the tags of config.ini", () => {
    expect(XSD).toContain("Values: debug, release. Several");
    expect([...XSD.matchAll(/type="tag\.(\w+)"/g)].map(([, name]) => name)).toEqual(["version", "SOC", "VER"]);
  });

  it("is made of a value of any length", () => {
    const long = "x".repeat(100_000);
    expect(printXsd(configOf(`[TAGS]\nok = ${long}, \u{1f600}\n`)).length).toBeLessThan(1_000_000);
  });

  it("leaves out a tag that can be no attribute", () => {
    const xsd = printXsd(configOf("[TAGS]\nxml-like = a\nok = a\n"));
    expect(xsd).toContain("tag.ok");
    expect(xsd).not.toContain("xml-like");
  });
});

describe("lxc-overlay schema", () => {
  it("prints the schema for the config.ini that counts", async () => {
    const { code, stdout, stderr } = await cli("schema -c other.ini", { files: { "other.ini": "[TAGS]\nedition = pro\n" } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain('<xs:enumeration value="pro"/>');
    expect((await cli("schema")).stdout).toContain('<xs:enumeration value="mips"/>');
  });

  it("prints none for a config.ini with errors", async () => {
    const { code, stdout, stderr } = await cli("schema -c other.ini", { files: { "other.ini": "[TAGS]\npath = pro\n" } });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("other.ini:2:1: error[reserved-tag-name]");
  });

  it("takes no arguments", async () => {
    const { code, stderr } = await cli("schema a.xml");
    expect(code).toBe(2);
    expect(stderr).toContain("schema takes no arguments");
  });
});
