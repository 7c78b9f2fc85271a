import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import { caseNames, openCase } from "../golden/golden-case.ts";
import { hold, invalid, OURS, type Output, read, VIOLATIONS } from "../support/json-schemas.ts";
import { cli } from "../cli/device.ts";

/** What a command of a golden case printed and wrote. */
const outputsOf = async (name: string): Promise<readonly (readonly [Output, string])[]> => {
  const { host, words } = openCase(name);
  const code = await run(["build", "-r", "rootfs.tar", "-o", "overlay.tar", "--report", "r.json", "--diagnostics", "json", ...words], host);
  const findings = ["diagnostics", host.stderr()] as const;
  const [overlay, report] = [host.written.get("overlay.tar"), host.written.get("r.json")];
  expect(report !== undefined).toBe(code === 0);
  if (report === undefined) return [findings];
  const listed = overlay && (await cli("inspect --json o.tar", { files: { "o.tar": overlay } }));
  const compared = overlay && (await cli("diff --json rootfs.tar o.tar", { files: { "o.tar": overlay } }));
  return [
    findings,
    ["report", Buffer.from(report).toString("utf8")],
    ...(listed === undefined ? [] : [["inspect", listed.stdout] as const]),
    ...(compared === undefined ? [] : [["diff", compared.stdout] as const]),
  ];
};

describe.each(caseNames())("golden: %s", (name) => {
  it("has outputs that fit their schemas", async () => {
    const outputs = await outputsOf(name);
    for (const [output, text] of outputs) expect(invalid(output, text), `${output}: ${text.slice(0, 300)}`).toBeUndefined();
  });
});

describe("the schemas", () => {
  it.each<[Output, string, string, string]>([
    ["diagnostics", "check --diagnostics json -r rootfs.tar wrong.xml", '"severity": "error"', '"severity": "fatal"'],
    ["diagnostics", "check --diagnostics json -r rootfs.tar wrong.xml", '"code"', '"kode": "x", "code"'],
    ["diagnostics", "check --diagnostics json -r rootfs.tar wrong.xml", '"line": 4,', ""],
    ["sarif", "check --diagnostics sarif -r rootfs.tar wrong.xml", '"level": "error"', '"level": "hint"'],
  ])("of %s refuse another form", async (output, line, right, wrong) => {
    const { stderr } = await cli(line);
    expect(stderr).toContain(right);
    expect(invalid(output, stderr)).toBeUndefined();
    expect(invalid(output, stderr.replace(right, wrong))).toBeDefined();
  });

  it("say the same of what several of them have", () => {
    const definitions = OURS.flatMap((name) => Object.entries(read(name).definitions));
    expect(definitions.length).toBe(5);
    for (const [name, definition] of definitions) expect(definition).toEqual(Object.fromEntries(definitions)[name]);
  });

  it("are held against whatever a command prints", () => {
    hold('{\n  "differences": {}\n}\n');
    hold("{}");
    expect(VIOLATIONS.splice(0)).toMatchObject([{ output: "diff" }]);
  });
});
