import { expect, test } from "vitest";
import { readText } from "../docs/documents.ts";
import { LAYER, layerFiles, parseBitBake } from "./bitbake.ts";

const FILES = layerFiles();
const README = readText("yocto/meta-lxc-overlay/README.md");

const statementsIn = (pattern: RegExp) =>
  [...FILES].flatMap(([path, text]) => (pattern.test(path) ? parseBitBake(text).statements.map((statement) => ({ path, statement })) : []));

test.each([...FILES])("the grammar reads %s", (_path, text) => {
  expect(parseBitBake(text).errors).toEqual([]);
});

test.each([
  ["an assignment without a value", 'A = "b"\nC =\n'],
  ["a function without an end", "do_install () {\n\tinstall -d x\n"],
  ["quotes without an end", 'A = "b\nC = "d"\n'],
])("the grammar notices %s", (_what, text) => {
  expect(parseBitBake(text).errors).not.toEqual([]);
});

test("no override operators: BitBake 1.46 knows only the old ones, 2.0 only the new ones", () => {
  const written = [...FILES].flatMap(([path, text]) =>
    [...text.matchAll(/[_:](append|prepend|remove)\b/g)].map(([operator]) => `${path}: ${operator}`),
  );
  expect(written).toEqual([]);
});

test("no braces in expressions: BitBake 1.46 takes the first for their end", () => {
  for (const text of FILES.values()) expect(text).not.toMatch(/\$\{@[^}]*\{/);
});

test("every variable of the layer has a row in the README, and every row is of one", () => {
  const used = new Set([...FILES.values()].flatMap((text) => text.match(/\bLXC_OVERLAY_[A-Z0-9_]*[A-Z0-9]\b/g) ?? []));
  const documented = new Set(README.match(/\bLXC_OVERLAY_[A-Z0-9_]*[A-Z0-9]\b/g));
  expect([...documented].sort()).toEqual([...used].sort());
});

test("the README's table has the defaults that the classes set", () => {
  const rows = new Map([...README.matchAll(/^\| `(\w+)` \| (?:`([^`]*)`)? *\|/gm)].map(([, name = "", value = ""]) => [name, value]));
  const defaults = statementsIn(/^classes\/lxc-overlay\.bbclass/).flatMap(({ statement }) =>
    statement.kind === "assignment" && statement.operator === "?=" && !statement.value.includes("${")
      ? [[statement.name, statement.value] as const]
      : [],
  );
  expect(defaults.length).toBeGreaterThan(20);
  expect(defaults.map(([name]) => [name, rows.get(name)])).toEqual(defaults);
});

test("a task that is set up is written down, and has a setscene where shared state keeps it", () => {
  const tasks = statementsIn(/^classes\/lxc-overlay\.bbclass/).flatMap(({ statement }) =>
    statement.kind === "python" && statement.name.startsWith("do_") ? [statement.name] : [],
  );
  const stored = statementsIn(/./).flatMap(({ statement }) =>
    statement.kind === "assignment" && statement.name === "SSTATETASKS" ? [statement.value] : [],
  );
  expect(stored).toEqual(["do_lxc_overlay", "do_lxc_overlay_oci"]);
  expect(tasks.filter((name) => name.endsWith("_setscene"))).toEqual(stored.map((name) => `${name}_setscene`));
  for (const name of tasks.filter((each) => !each.endsWith("_setscene"))) expect(README).toContain(`| \`${name}\` |`);
});

test("directories have names that pseudo ignores in every series", () => {
  const directories = statementsIn(/^classes/).flatMap(({ statement }) =>
    statement.kind === "assignment" && statement.name.endsWith("DIR") ? [statement.value] : [],
  );
  expect(directories).toHaveLength(3);
  for (const directory of directories) expect(directory).toMatch(/^\$\{WORKDIR\}\/deploy-\$\{PN\}-lxc-overlay(-\w+)?$/);
});

test("Python has no tabs, which BitBake warns of, and no syntax that Python 3.5 lacks", () => {
  for (const { path, statement } of statementsIn(/./)) {
    if (statement.kind !== "def" && statement.kind !== "python") continue;
    expect(`${path}: ${statement.text}`).not.toMatch(/\t|\bf["']|:=|capture_output|text=True/);
    // In Python `${` would be a reference of the hash, but not expanded.
    expect(`${path}: ${statement.text}`).not.toContain("${");
  }
});

test("the recipe is of the version of the package", () => {
  const { version } = JSON.parse(readText("package.json")) as { version: string };
  expect([...FILES.keys()]).toContain(`recipes-devtools/lxc-overlay/lxc-overlay-native_${version}.bb`);
});

test("what yocto-check-layer asks of a layer", () => {
  expect(LAYER.endsWith("/meta-lxc-overlay")).toBe(true);
  expect(README).toMatch(/maintainer/i);
  expect(README).toMatch(/patch/i);
  expect(README).toMatch(/<[^@>]+@[^@>]+>/);
  expect(readText("yocto/meta-lxc-overlay/SECURITY.md")).not.toBe("");
  expect(readText("yocto/meta-lxc-overlay/LICENSE")).toBe(readText("LICENSE"));
  const series = parseBitBake(FILES.get("conf/layer.conf") ?? "").statements.find(
    (statement) => statement.kind === "assignment" && statement.name === "LAYERSERIES_COMPAT_lxc-overlay",
  );
  expect(series).toMatchObject({ value: "dunfell kirkstone scarthgap walnascar whinlatter wrynose" });
});
