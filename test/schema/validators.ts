import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../src/model/config.ts";
import { readConfig } from "../../src/model/read-config.ts";
import { printXsd } from "../../src/schema/xsd.ts";
import { ROOT } from "../docs/documents.ts";

/** A config.ini of the checkout. */
export const configIn = (path: string): Config => {
  const { value } = readConfig(readFileSync(join(ROOT, path)), path);
  if (value === undefined) throw new Error(`${path} can't be read`);
  return value;
};

/** What a validator says of each file: the lines it complains of; none where it takes it. */
export type Verdicts = ReadonlyMap<string, readonly number[]>;

/** Puts descriptions and their schema into a directory, and gives the paths of the descriptions. */
const put = (directory: string, config: Config, descriptions: ReadonlyMap<string, string | Uint8Array>): readonly string[] => {
  writeFileSync(join(directory, "x.xsd"), printXsd(config));
  mkdirSync(join(directory, "files"));
  return [...descriptions].map(([name, text]) => {
    const path = join(directory, "files", name.replaceAll("/", "_"));
    writeFileSync(path, text);
    return path;
  });
};

/** The findings in what a validator printed: the file's number among the paths, and the line. */
const verdictsOf = (
  descriptions: ReadonlyMap<string, unknown>,
  paths: readonly string[],
  found: readonly { readonly path: string; readonly line: number }[],
): Verdicts =>
  new Map([...descriptions.keys()].map((name, index) => [name, found.filter(({ path }) => path === paths[index]).map(({ line }) => line)]));

/** libxml2's. */
export const xmllint = (directory: string, config: Config, descriptions: ReadonlyMap<string, string | Uint8Array>): Verdicts => {
  const paths = put(directory, config, descriptions);
  const { stderr } = spawnSync("xmllint", ["--noout", "--schema", join(directory, "x.xsd"), ...paths], { encoding: "utf8" });
  const judged = [...stderr.matchAll(/^(.*) (?:validates|fails to validate)$/gm)].map(([, path = ""]) => path);
  if (judged.length !== paths.length) throw new Error(`xmllint judged ${judged.length} of ${paths.length}: ${stderr.slice(0, 2000)}`);
  const found = [...stderr.matchAll(/^(.*):(\d+): element .*: Schemas validity error/gm)];
  return verdictsOf(
    descriptions,
    paths,
    found.map(([, path = "", line]) => ({ path, line: Number(line) })),
  );
};

/** Xerces', with all constraints on schemas: Unique Particle Attribution is one. */
export const xerces = (directory: string, config: Config, descriptions: ReadonlyMap<string, string>): Verdicts => {
  const located = new Map([...descriptions].map(([name, text]) => [name, withSchema(text)]));
  const paths = put(directory, config, located);
  const found = paths.flatMap((path) => {
    const { stderr } = spawnSync("DOMCount", ["-v=always", "-n", "-s", "-f", path], { encoding: "utf8" });
    const places = [...stderr.matchAll(/Error at file (.*), line (\d+), char/g)];
    return places.map(([, file = "", line]) => {
      if (file !== path) throw new Error(`Xerces says of the schema: ${stderr.slice(0, 2000)}`);
      return { path, line: Number(line) };
    });
  });
  return verdictsOf(descriptions, paths, found);
};

const withSchema = (text: string): string =>
  text.replace("<CONTAINER", '<CONTAINER xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="../x.xsd"');
