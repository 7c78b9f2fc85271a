import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "../src/cli/catalogue.ts";

const ROOT = join(import.meta.dirname, "..");

/** What every room may import, and what imports no room. */
const FOUNDATIONS: readonly string[] = ["bytes", "linux", "shell"];

/** What a room may import from beside itself and the foundations: the table of src/README.md as a direction. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  tar: ["diagnostics"],
  parse: ["diagnostics"],
  rpm: [],
  rootfs: ["diagnostics", "tar", "rpm"],
  model: ["diagnostics", "parse"],
  manifest: ["diagnostics", "tar", "rootfs"],
  schema: ["parse", "model"],
  plan: ["diagnostics", "tar", "rootfs", "model"],
  view: ["rootfs", "plan"],
  loader: ["rootfs"],
  execution: ["rootfs", "plan"],
  check: ["diagnostics", "tar", "rootfs", "loader", "model", "plan", "view", "execution", "entries"],
  render: ["diagnostics", "tar", "rootfs", "model", "plan"],
  lxc: ["model", "plan", "render"],
  dobby: ["diagnostics", "rootfs", "model", "plan", "render"],
  "targets.ts": ["diagnostics", "plan", "render", "lxc", "dobby"],
  entries: ["tar", "rootfs", "plan", "render", "targets.ts"],
  apply: ["diagnostics", "tar", "rootfs", "model"],
  allow: ["diagnostics", "tar", "rootfs", "parse", "model", "plan", "check", "units", "targets.ts"],
  "select.ts": ["diagnostics", "parse", "model"],
  author: ["diagnostics", "parse", "rootfs", "loader", "execution", "model", "plan", "view", "check", "render", "select.ts"],
  units: ["diagnostics", "tar", "rootfs", "model", "plan", "view", "check", "targets.ts"],
  "plan-device.ts": ["diagnostics", "rootfs", "model", "plan", "units", "targets.ts", "select.ts"],
  explain: [
    "diagnostics",
    "parse",
    "rootfs",
    "loader",
    "model",
    "plan",
    "plan-device.ts",
    "view",
    "check",
    "render",
    "targets.ts",
    "entries",
  ],
  "build.ts": [
    "diagnostics",
    "tar",
    "rootfs",
    "model",
    "plan",
    "view",
    "check",
    "entries",
    "units",
    "allow",
    "select.ts",
    "plan-device.ts",
  ],
  "check-all-tags.ts": [
    "diagnostics",
    "rootfs",
    "parse",
    "model",
    "plan",
    "view",
    "check",
    "units",
    "targets.ts",
    "allow",
    "select.ts",
    "build.ts",
  ],
  "index.ts": ["diagnostics", "tar", "model", "apply", "select.ts", "build.ts"],
  report: ["diagnostics", "tar", "rootfs", "model", "plan", "entries", "build.ts"],
  sbom: ["diagnostics", "tar", "rootfs", "model", "plan", "view", "oci"],
  diff: ["diagnostics", "tar", "report"],
  page: ["diagnostics", "tar", "parse", "rootfs", "model", "plan", "check", "explain", "report", "diff", "build.ts"],
  fix: ["diagnostics", "parse"],
  oci: ["diagnostics", "tar", "rootfs", "model", "report"],
  layout: ["diagnostics", "tar", "rootfs", "apply", "report", "sbom", "oci"],
  io: ["tar"],
  cli: [
    "diagnostics",
    "parse",
    "model",
    "rootfs",
    "tar",
    "plan",
    "check",
    "allow",
    "author",
    "explain",
    "manifest",
    "apply",
    "report",
    "diff",
    "fix",
    "schema",
    "oci",
    "sbom",
    "units",
    "layout",
    "page",
    "io",
    "select.ts",
    "plan-device.ts",
    "build.ts",
    "check-all-tags.ts",
  ],
  "main.ts": ["cli", "io"],
  "main-man.ts": ["cli"],
  "main-rootfs.ts": ["diagnostics", "manifest", "tar"],
};

/** The machine: only io and the mains may touch it. */
const IMPURE_MODULE = /^node:(fs|child_process|os|process|http|https|dns|tty|readline|worker_threads|timers|zlib)\b/;
const IMPURE_WORD =
  /\bnew Date(?:\(\)|(?!\w|\())|(?<!new )\bDate\(|\bDate\.now\b|\bMath\.random\b|(?<!\.)\bprocess\.|\blocaleCompare\b|\btoLocale|\bperformance\.|\bIntl\./;

const isImpure = (file: string): boolean => /^src\/(io\/|main)/.test(file);

const filesBelow = (directory: string, ending: RegExp): readonly string[] =>
  readdirSync(join(ROOT, directory), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && ending.test(each.name))
    .map((each) => relative(ROOT, join(each.parentPath, each.name)));

const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const SOURCES = filesBelow("src", /\.ts$/).map((file) => ({ file, text: textOf(file) }));

/** `src/tar/entry.ts` is of the room `tar`, `src/build.ts` a room of its own. */
const roomOf = (file: string): string => file.split("/")[1] ?? "";

const importsOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:\bfrom |\bimport\(|^import )"([^"]+)"/gm)].map(([, name = ""]) => name);

const isSource = (name: string): boolean => name.startsWith(".") && name.endsWith(".ts");

/** The files of this source that a file imports, be it for types alone. */
const importedFiles = ({ file, text }: { readonly file: string; readonly text: string }): readonly string[] =>
  importsOf(text)
    .filter((name) => name.startsWith("."))
    .map((name) => normalize(join(dirname(file), name)));

/** The circles that one meets on a walk from name to name; there is none where none is met. */
const circlesOf = (names: readonly string[], importsOfName: (name: string) => readonly string[]): readonly string[] => {
  const done = new Set<string>();
  const walk = (name: string, path: readonly string[]): readonly string[] => {
    if (path.includes(name)) return [[...path.slice(path.indexOf(name)), name].join(" -> ")];
    if (done.has(name)) return [];
    const found = importsOfName(name).flatMap((other) => walk(other, [...path, name]));
    done.add(name);
    return found;
  };
  return names.flatMap((name) => walk(name, []));
};

describe("files", () => {
  it("import each other in no circle, types counted", () => {
    const imports = new Map(SOURCES.map((source) => [source.file, importedFiles(source)]));
    expect(circlesOf([...imports.keys()], (file) => imports.get(file) ?? [])).toEqual([]);
  });
});

describe("rooms", () => {
  it.each(SOURCES)("$file imports only what its room may", ({ file, text }) => {
    const room = roomOf(file);
    const others = importsOf(text)
      .filter(isSource)
      .map((name) => roomOf(normalize(join(dirname(file), name))))
      .filter((other) => other !== room);
    const allowed = FOUNDATIONS.includes(room) ? [] : [...FOUNDATIONS, ...(ALLOWED[room] ?? expect.unreachable(`${room} is no room`))];
    expect(others.filter((other) => !allowed.includes(other))).toEqual([]);
  });

  it("build on each other in one direction, types counted", () => {
    const rooms = [...new Set(SOURCES.map(({ file }) => roomOf(file)))];
    const filesOf = (room: string) => SOURCES.filter(({ file }) => roomOf(file) === room);
    expect(
      circlesOf(rooms, (room) => [...new Set(filesOf(room).flatMap(importedFiles).map(roomOf))].filter((other) => other !== room)),
    ).toEqual([]);
  });

  it("are pure, io and the mains aside", () => {
    const pure = SOURCES.filter(({ file }) => !isImpure(file));
    const words = pure.flatMap(({ file, text }) =>
      text
        .split("\n")
        .filter((line) => IMPURE_WORD.test(line))
        .map((line) => `${file}: ${line}`),
    );
    const modules = pure.flatMap(({ file, text }) =>
      importsOf(text)
        .filter((name) => IMPURE_MODULE.test(name))
        .map((name) => `${file}: ${name}`),
    );
    expect([...words, ...modules]).toEqual([]);
  });

  it("have files of a readable size", () => {
    const lines = SOURCES.map(({ file, text }) => ({ file, count: text.trimEnd().split("\n").length }));
    expect(lines.filter(({ count }) => count > 250)).toEqual([]);
    const sorted = lines.map(({ count }) => count).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(60);
    expect(lines.find(({ file }) => file === "src/build.ts")?.count).toBeLessThan(100);
  });
});

/** Where the findings of a stage stand: `src/tar/findings.ts`, `src/plan/conf-findings.ts`. */
const isFindings = (file: string): boolean =>
  (/(?:\/|-)findings\.ts$/.test(file) && roomOf(file) !== "diagnostics") || file === "src/check/judge-by.ts";

describe("findings", () => {
  it("are made in the findings of their stage only", () => {
    const elsewhere = SOURCES.filter(({ file }) => !isFindings(file) && roomOf(file) !== "diagnostics").filter(({ text }) =>
      /import \{[^}]*\b(findingsOf|diagnostic)\b[^}]*\} from "[^"]*diagnostics\//.test(text),
    );
    expect(elsewhere.map(({ file }) => file)).toEqual([]);
  });

  it("have codes that the catalogue knows", () => {
    const tables = SOURCES.filter(({ file }) => isFindings(file)).flatMap(({ text }) => [
      ...text.matchAll(/^export const ([A-Z]+_CODES) = /gm),
    ]);
    const known = textOf("src/cli/code-tables.ts") + textOf("src/allow/code-tables.ts");
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.map(([, name = ""]) => name).filter((name) => !known.includes(`{ ${name} }`))).toEqual([]);
  });

  it("are triggered by a test", () => {
    const tests = [...filesBelow("test", /\.test\.ts$|^stderr$/), ...filesBelow("test/corpus", /\.ts$/)]
      .filter((file) => !/^test\/(architecture|docs\/diagnostics)\.test\.ts$/.test(file))
      .map(textOf)
      .join("\n");
    const words = new Set<string>(tests.match(/[a-z0-9-]+/g));
    expect(CATALOGUE.map(({ code }) => code).filter((code) => !words.has(code))).toEqual([]);
  });
});
