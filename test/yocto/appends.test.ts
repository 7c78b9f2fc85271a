import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { layerFiles, parseBitBake, type Statement, withClasses } from "./bitbake.ts";
import { type Outcome, standIn } from "./stand-in.ts";

const RECIPE = withClasses(layerFiles().get("recipes-containers/lxc-container-generator/lxc-container-generator-native.bb") ?? "");

/** A recipe with an append, whose operators are the old or the new ones; prepending is only done to search paths, which nothing here uses. */
const withAppend = (recipe: readonly Statement[], append: readonly Statement[]): readonly Statement[] => {
  const appended = (name: string): string | undefined => /^(.*)[_:]append$/.exec(name)?.[1];
  return append.reduce<readonly Statement[]>((before, statement) => {
    if (statement.kind === "inherit") return before;
    const name = appended(statement.name);
    if (name === undefined) return before;
    if (statement.kind === "assignment") return [...before, { ...statement, name, operator: ".=" }];
    return before.map((each) => (each.kind === "shell" && each.name === name ? { ...each, text: each.text + statement.text } : each));
  }, recipe);
};

/** do_install of the recipe with an append: what is installed, below datadir. */
const install = (
  append: string,
  settings: Readonly<Record<string, string>>,
  files: readonly string[],
): Outcome<string> & { readonly installed: readonly string[] } => {
  const top = scratch();
  for (const file of files) {
    mkdirSync(join(top, "work", dirname(file)), { recursive: true });
    writeFileSync(join(top, "work", file), file);
  }
  const statements = withAppend(RECIPE, parseBitBake(append).statements);
  const given = {
    WORKDIR: `${top}/work`,
    D: `${top}/image`,
    datadir: "/usr/share",
    BPN: "lxc-container-generator",
    SRC_URI: "",
    ...settings,
  };
  const outcome = standIn<string>({ settings: given, statements }, "run('do_install')\nresult = d.getVar('SRC_URI')");
  const directory = join(top, "image/usr/share/lxc-container-generator");
  const installed = readdirSync(directory, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [`${entry.parentPath.slice(directory.length + 1)}/${entry.name}`] : [],
  );
  return { ...outcome, failed: outcome.failed?.replaceAll(top, "") ?? null, installed: installed.sort() };
};

const FILES = ["xml/lxc_conf_DHCP.xml", "xml/lxc_conf_DNS_append.xml", "xml/lxc_conf_TUNER.xml", "seccomp/broadband.json", "config.ini"];

const alone = (call: string, files = FILES): string | null => install(`do_install:append () {\n    ${call}\n}\n`, {}, files).failed;

needs("python3")("appends to lxc-container-generator-native", () => {
  test.each(["broadband-old.bbappend", "broadband.bbappend"])("%s installs what its conditions let through", (name) => {
    const append = readFileSync(join(import.meta.dirname, "appends", name), "utf8");
    expect(parseBitBake(append).errors).toEqual([]);
    const always = ["src/conf/config.ini", "src/lib/dobby/broadband.json"];
    expect(install(append, { DISTRO_FEATURES: "containers-broadband x" }, FILES)).toMatchObject({
      failed: null,
      result: " file://xml/lxc_conf_DHCP.xml file://xml/lxc_conf_DNS_append.xml  file://seccomp/broadband.json file://config.ini",
      installed: ["secure/lxc_conf_DHCP.xml", "secure/lxc_conf_DNS_append.xml", ...always],
    });
    expect(install(append, { DISTRO_FEATURES: "containers-video" }, FILES).installed).toEqual(["non_secure/lxc_conf_TUNER.xml", ...always]);
    expect(install(append, { DISTRO_FEATURES: "" }, FILES).installed).toEqual(always);
  });

  test("from styhead on, files lie in UNPACKDIR", () => {
    const { failed, installed } = install(
      "do_install:append () {\n    install_lxc_config secure a.xml\n}\n",
      { UNPACKDIR: "${WORKDIR}/sources" },
      ["sources/xml/a.xml"],
    );
    expect({ failed, installed }).toEqual({ failed: null, installed: ["secure/a.xml"] });
  });

  test("a missing file ends the build, and says what may be the cause", () => {
    expect(alone("install_lxc_config secure gone.xml")).toMatch(
      /install_lxc_config secure gone\.xml: \/work\/xml\/gone\.xml is missing\. Does SRC_URI have file:\/\/xml\/gone\.xml\? DISTRO_FEATURES in a condition/,
    );
  });

  test.each([
    ["install_lxc_config safe lxc_conf_DHCP.xml", "the group must be secure or non_secure"],
    ["install_lxc_config secure", "takes a group and a file, and got: secure"],
    ["install_lxc_config secure a.xml b.xml", "takes a group and a file, and got: secure a.xml b.xml"],
  ])("%s ends the build", (call, message) => {
    expect(alone(call)).toContain(message);
  });

  test("no append, no description", () => {
    expect(install("", {}, FILES)).toMatchObject({ failed: null, installed: [] });
  });
});
