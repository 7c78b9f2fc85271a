import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Config } from "../../src/model/config.ts";
import { parseDescription } from "../../src/parse/parse-description.ts";
import { blocksOf, DESCRIPTIONS, DOCUMENTS, readText, ROOT } from "../docs/documents.ts";
import { PAGE_CODES } from "../docs/rule-pages.ts";
import { caseNames } from "../golden/golden-case.ts";
import { needs } from "../support/needs.ts";
import { scratch } from "../support/scratch.ts";
import { judge } from "./judge.ts";
import { configIn, xmllint } from "./validators.ts";

const SHIPPED = "config.ini";

const read = (path: string): Uint8Array => readFileSync(join(ROOT, path));

/** The config.ini that a golden case names. */
const configOf = (name: string): string => {
  const [, own] = /-c (\S+)/.exec(readText(`test/golden/${name}/args`)) ?? [];
  return own !== undefined && existsSync(join(ROOT, `test/golden/${name}/${own}`)) ? `test/golden/${name}/${own}` : SHIPPED;
};

const GOLDEN = caseNames().flatMap((name) =>
  readdirSync(join(ROOT, "test/golden", name))
    .filter((file) => file.endsWith(".xml"))
    .map((file) => ({ path: `test/golden/${name}/${file}`, config: configOf(name) })),
);

/** All XML files and whole descriptions in documents, by the config.ini that they are for. */
const byConfig = new Map<string, Map<string, Uint8Array>>();
const add = (config: string, path: string, bytes: Uint8Array): void => {
  byConfig.set(config, (byConfig.get(config) ?? new Map<string, Uint8Array>()).set(path, bytes));
};
for (const { path, config } of GOLDEN) add(config, path, read(path));
for (const path of DESCRIPTIONS) add(SHIPPED, path, read(path));
for (const path of [...DOCUMENTS, ...PAGE_CODES.map((code) => `docs/rules/${code}.md`)]) {
  const blocks = ["xml", "xml before", "xml after"].flatMap((info) => blocksOf(readText(path), info));
  for (const [index, block] of blocks.entries()) if (block.includes("<CONTAINER")) add(SHIPPED, `${path}_${index}`, Buffer.from(block));
}

/** What is no XML has no schema. */
const isXml = (bytes: Uint8Array): boolean => {
  const { diagnostics } = parseDescription(bytes, "x.xml");
  return diagnostics.every(({ code }) => code === "unknown-root");
};

needs("xmllint")("xmllint with the schema", () => {
  it.each([...byConfig.keys()])("judges every description for %s as the model does", (path) => {
    const config: Config = configIn(path);
    const files = new Map([...(byConfig.get(path) ?? [])].filter(([, bytes]) => isXml(bytes)));
    const verdicts = xmllint(scratch(), config, files);
    const differing = [...files].flatMap(([name, bytes]) => {
      const model = judge(bytes, config);
      const lines = verdicts.get(name) ?? [];
      return model.length > 0 === lines.length > 0 ? [] : `${name}: ${model.join("; ")} | xmllint: ${lines.join(", ")}`;
    });
    expect(differing).toEqual([]);
    expect(files.size).toBeGreaterThan(0);
  });

  it("takes most of them", () => {
    const shipped = byConfig.get(SHIPPED) ?? new Map<string, Uint8Array>();
    const valid = [...shipped].filter(([, bytes]) => judge(bytes, configIn(SHIPPED)).length === 0).map(([name]) => name);
    expect(valid.length).toBeGreaterThan(180);
    expect(valid).toEqual(expect.arrayContaining([...DESCRIPTIONS]));
  });
});

describe("the documents", () => {
  it("hold descriptions", () => {
    expect(
      [...(byConfig.get(SHIPPED) ?? new Map<string, Uint8Array>()).keys()].filter((path) => path.startsWith("docs/")).length,
    ).toBeGreaterThan(5);
  });
});
