import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** What is used of ajv, whose types want another module system. */
interface Validator {
  readonly errors?: unknown;
  addMetaSchema(schema: object): void;
  addSchema(schema: object): void;
  validate(schema: object | string, data: unknown): boolean;
}

const require = createRequire(import.meta.url);

interface Schema {
  readonly $id: string;
  readonly definitions: Readonly<Record<string, object>>;
}

/** One of docs/schemas. */
export const read = (name: string): Schema =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../docs/schemas/${name}.schema.json`), "utf8")) as Schema;

export const OURS = ["diagnostics", "report", "inspect", "diff"] as const;

/** What the program prints and writes as JSON for other programs, by the schema that it has to fit. */
export type Output = (typeof OURS)[number] | "sarif";

/** The schema of SARIF comes with Microsoft's matchers for jest. */
const SARIF = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

let validator: Validator | undefined;

/** The schemas, read when the first of them is needed. */
const schemas = (): Validator => {
  if (validator !== undefined) return validator;
  const Ajv = require("ajv") as new (options: object) => Validator;
  validator = new Ajv({ schemaId: "auto", allErrors: true });
  validator.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json") as object);
  for (const name of OURS) validator.addSchema(read(name));
  return validator;
};

/** What a schema says against a text; undefined where it fits. */
export const invalid = (output: Output, text: string): unknown => {
  const all = schemas();
  const schema = output === "sarif" ? (require(SARIF) as object) : read(output).$id;
  return all.validate(schema, JSON.parse(text)) ? undefined : all.errors;
};

/** What is said against what the commands of this process have printed and written so far. */
export const VIOLATIONS: unknown[] = [];

/** Holds a text against its schema, if it is one of the outputs. */
export const hold = (text: string): void => {
  const [, first = ""] = /^\{\n {2}"(\$?\w+)"/.exec(text) ?? [];
  const output = BY_FIRST_KEY[first];
  const wrong = output && invalid(output, text);
  if (wrong !== undefined) VIOLATIONS.push({ output, wrong, text: text.slice(0, 2000) });
};

const BY_FIRST_KEY: Readonly<Record<string, Output>> = {
  $schema: "sarif",
  diagnostics: "diagnostics",
  formatVersion: "report",
  entries: "inspect",
  differences: "diff",
};
