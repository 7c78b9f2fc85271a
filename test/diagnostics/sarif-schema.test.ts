import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "sarif";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "../../src/cli/catalogue.ts";
import { cli, description } from "../cli/device.ts";
import { ROOT } from "../docs/documents.ts";
import { invalid } from "../support/json-schemas.ts";

const OOPS = '<?lxc-overlay allow code="unknown-element" reason="of another tool"?><Oops/>';

const RUNS = [
  { what: "nothing found", line: "check -r rootfs.tar a.xml", files: {} },
  { what: "warnings, and one that is allowed", line: "check -r rootfs.tar a.xml", files: { "a.xml": description("A", `${OOPS}\n<Oop/>`) } },
  {
    what: "one that an --allow file allows",
    line: "check -r rootfs.tar --allow known a.xml",
    files: { "a.xml": description("A", "<O/>"), known: "unknown-element * why" },
  },
  { what: "an error in a description", line: "check -r rootfs.tar wrong.xml", files: {} },
  { what: "a byte of a tarball", line: "check -r noise.tar a.xml", files: {} },
  { what: "a file of an odd name", line: "check -r rootfs.tar /tmp/ä%.xml", files: { "/tmp/ä%.xml": "<" } },
  { what: "wrong usage", line: "check --nonsense", files: {} },
  { what: "a machine that fails", line: "check -r none.tar a.xml", files: {} },
];

describe("the schema", () => {
  it.each(RUNS)("lets pass a log of $what", async ({ line, files }) => {
    expect(invalid("sarif", (await cli(`${line} --diagnostics sarif`, { files })).stderr)).toBeUndefined();
  });
});

describe("the log of --diagnostics sarif", () => {
  it("has for each code a rule with a name, a title, a help, a level and a page", async () => {
    const { runs } = JSON.parse((await cli("check --diagnostics sarif -r rootfs.tar a.xml")).stderr) as Log;
    const rules = runs[0]?.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toEqual(CATALOGUE.map(({ code }) => code));
    for (const { id, name, shortDescription, help, helpUri, defaultConfiguration } of rules) {
      expect(name, id).toMatch(/^[A-Z]\w+$/);
      expect([shortDescription?.text, help?.text, help?.markdown], id).toEqual([
        expect.any(String),
        expect.any(String),
        expect.any(String),
      ]);
      expect(help?.text, id).not.toBe(shortDescription?.text);
      expect(defaultConfiguration?.level, id).toMatch(/^(error|warning|note)$/);
      expect(helpUri).toBe(`https://lxc-overlay.invalid/docs/rules/${id}.md`);
      expect(existsSync(join(ROOT, `docs/rules/${id}.md`)), id).toBe(true);
    }
  });
});
