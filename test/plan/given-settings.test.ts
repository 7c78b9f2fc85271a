import { describe, expect, it } from "vitest";
import type { Dialect } from "../../src/model/options.ts";
import { type SettingRow, SETTINGS } from "../../src/model/setting-table.ts";
import { TEXT } from "../../src/model/values.ts";
import { planSettings } from "../../src/plan/given-settings.ts";
import { foundIn, planOf, type CheckSketch } from "../check/check-of.ts";
import { configOf, containerOf, withConfig } from "../model/reading.ts";
import { rootfsOf } from "../rootfs/rootfs-of.ts";

const setting = ({ element }: SettingRow, value: string): string => `<${element}>${value}</${element}>`;

const CODES = ["missing-host-file", "autodev-hook-ignored", "setting-not-in-dialect"];

const settingsOf = (sketch: Partial<CheckSketch>) => {
  const run = planOf({ host: [], ...sketch });
  const { plan } = run;
  const settings = plan.containers[0]?.conf.settings.map(({ row, value, why }) => `${row.element} ${value} ${why.span?.line}`);
  return {
    settings,
    found: foundIn(run)
      .filter(({ code }) => CODES.includes(code))
      .map(({ code, message }) => `${code}: ${message}`),
  };
};

describe.each(SETTINGS.filter(({ onHost }) => onHost !== undefined))("$element, which is opened on the host,", (row) => {
  const more = row.onHost === "program" ? " one two" : "";
  const given = (path: string) => settingsOf({ host: [{ path: "etc/x" }], config: `\n${setting(row, `${path}${more}`)}` });

  it("is planned whether it is there or not", () => {
    expect(given("/etc/x")).toEqual({ settings: [`${row.element} /etc/x${more} 4`], found: [] });
    expect(given("/var/made/later").found).toEqual([]);
    expect(given("/etc/y")).toEqual({
      settings: [`${row.element} /etc/y${more} 4`],
      found: ["missing-host-file: /etc/y is not in the host rootfs: LXC needs it to start the container"],
    });
  });
});

describe.each(SETTINGS.filter(({ needs }) => needs !== undefined))("$element, which needs $needs,", (row) => {
  const value = row.form.choices?.[0] ?? "/var/x";
  const given = (sharedRootfs: boolean) => settingsOf({ config: setting(row, value), options: { sharedRootfs } });

  it("is left out without it", () => {
    expect(given(false)).toEqual({ settings: [`${row.element} ${value} 3`], found: [] });
    expect(given(true).settings).toEqual([]);
    expect(given(true).found).toEqual(
      row.needs === "fresh /dev" ? [`autodev-hook-ignored: ${row.element} has no effect where the container shares the host's rootfs`] : [],
    );
  });
});

describe("a setting that LXC of the dialect has no key for", () => {
  const row: SettingRow = {
    element: "Strict",
    homes: ["LxcConfig"],
    times: "once",
    form: TEXT,
    byDefault: "0",
    section: "Capabilities",
    lxc: { "4.0": "lxc.strict" },
  };
  const planned = (dialect: Dialect, value: string) => {
    const found: string[] = [];
    const settings = planSettings(
      {
        container: { ...containerOf(withConfig("")), settings: [{ row, value, span: { file: "0.xml", line: 7, column: 5 } }] },
        rootfs: rootfsOf(),
        config: configOf(),
        dialect,
        report: ({ code, severity, message }) => found.push(`${severity}[${code}] ${message}`),
      },
      true,
    );
    return { values: settings.map((each) => each.value), found };
  };

  it("is an error, but for a value that means nothing", () => {
    expect(planned("3.0", "1")).toEqual({ values: [], found: ["error[setting-not-in-dialect] LXC 3.0 has no Strict: it would be lost"] });
    expect(planned("3.0", "0")).toEqual({ values: [], found: [] });
    expect(planned("4.0", "0")).toEqual({ values: ["0"], found: [] });
    expect(planned("7.0", "1")).toEqual({ values: ["1"], found: [] });
  });
});
