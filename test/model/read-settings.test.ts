import { describe, expect, it } from "vitest";
import { CONTAINER } from "../../src/model/schema.ts";
import { type SettingHome, type SettingRow, SETTINGS } from "../../src/model/setting-table.ts";
import { sampleOf } from "../support/plans.ts";
import { containerOf, read, settingsOf, withConfig } from "./reading.ts";

const at = (home: SettingHome, { element }: SettingRow, value: string): string => {
  const inside = `<${element}>${value}</${element}>`;
  return home === "LxcConfig" ? inside : `<${home}>${inside}</${home}>`;
};

const HOMES = SETTINGS.flatMap((row) => row.homes.map((home) => ({ row, home, element: row.element })));

describe.each(HOMES)("$element in $home", ({ row, home, element }) => {
  const config = CONTAINER.children?.["LxcConfig"];
  const [first, second = first] = row.form.choices ?? [sampleOf(row), `${sampleOf(row)}2`];
  const append = withConfig(at(home, row, second ?? ""), 'SandboxName="S" APPEND="a"');

  it("is what the schema knows", () => {
    const known = (home === "LxcConfig" ? config : config?.children?.[home])?.children;
    expect(known?.[element]).toEqual({ times: row.times, text: row.form });
  });

  it("is read with its place", () => {
    const [setting, ...others] = containerOf(withConfig(at(home, row, ` ${first} `))).settings;
    expect([setting?.row, setting?.value, setting?.span.line, others]).toEqual([row, first, 2, []]);
  });

  it("is replaced or added to by an append", () => {
    const both = containerOf([withConfig(at(home, row, first ?? "")), append]);
    expect(settingsOf(both, element)).toEqual(row.times === "once" ? [second] : [first, second]);
  });

  it("stands twice only where it is a list", () => {
    const { found } = read(withConfig(at(home, row, `${first}</${element}>\n<${element}>${first}`)));
    expect(found).toEqual(row.times === "once" ? [expect.stringMatching(/^repeated-element@3:/)] : []);
  });

  it("can't forge a line", () => {
    expect(read(withConfig(at(home, row, `${first}\nlxc.x = 1`))).found).toEqual([expect.stringMatching(/^control-character@2:/)]);
  });
});

describe.each(SETTINGS.filter(({ homes, times }) => homes.length > 1 && times === "once"))("$element in two places", (row) => {
  const both = (outside: string, inside: string): string => withConfig(`${at("LxcConfig", row, outside)}\n${at("Rootfs", row, inside)}`);

  it("has one value", () => {
    expect(settingsOf(containerOf(both("/a", "/a")), row.element)).toEqual(["/a"]);
    expect(read(both("/a", "/b")).found).toEqual([expect.stringMatching(/^conflicting-places@3:/)]);
  });
});

describe("the table of settings", () => {
  it("has one row an element", () => {
    expect(new Set(SETTINGS.map(({ element }) => element)).size).toBe(SETTINGS.length);
  });
});
