import Ajv from "ajv";
import draft04 from "ajv/lib/refs/json-schema-draft-04.json" with { type: "json" };
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PLUGINS_SCHEMA } from "./plugins-schema.ts";

/** Debian: golang-github-opencontainers-specs-dev. */
const SPECS = "/usr/share/gocode/src/github.com/opencontainers/runtime-spec/schema";

const GOLDEN = join(import.meta.dirname, "../golden");

/** Every config.json that a golden case expects. */
const BUNDLES = readdirSync(GOLDEN, { recursive: true, encoding: "utf8" }).filter((path) => /\/expected\/.*\/config\.json$/.test(path));

type Json = Readonly<Record<string, unknown>>;

const textOf = (path: string): string => readFileSync(join(GOLDEN, path), "utf8");
const bundleOf = (path: string): Json => JSON.parse(textOf(path)) as Json;

/** What a schema complains of. */
const judge = (ajv: Ajv.Ajv, schema: string | object, value: unknown): readonly string[] => {
  const isValid = ajv.validate(schema, value);
  return isValid === true ? [] : (ajv.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ""}`);
};

const open = (): Ajv.Ajv => {
  const ajv = new Ajv({ schemaId: "id", meta: false, allErrors: true, unknownFormats: "ignore", logger: false });
  ajv.addMetaSchema(draft04);
  return ajv;
};

const openOci = (): Ajv.Ajv => {
  const ajv = open();
  for (const file of readdirSync(SPECS).filter((name) =>
    /^(config-schema|config-linux|defs|defs-linux|config-solaris|config-windows|defs-windows|config-vm|defs-vm|config-zos|defs-zos)\.json$/.test(
      name,
    ),
  )) {
    // Its files name themselves by where they are published, and each other by their names.
    const { id: _id, ...schema } = JSON.parse(readFileSync(join(SPECS, file), "utf8")) as Json;
    ajv.addSchema(schema, file);
  }
  return ajv;
};

describe.skipIf(!existsSync(SPECS))("the schema of the OCI runtime spec", () => {
  const ajv = existsSync(SPECS) ? openOci() : open();

  it.each(BUNDLES)("holds for %s", (path) => {
    expect(judge(ajv, "config-schema.json", bundleOf(path))).toEqual([]);
  });

  it("refuses what the old generator wrote", () => {
    const bundle = bundleOf(BUNDLES.find((path) => path.includes("everything-v1")) ?? "");
    const linux = { ...(bundle["linux"] as object), seccomp: { defaultAction: "SCMP_ACT_ERRNO", architectures: "SCMP_ARCH_ARM" } };
    expect(judge(ajv, "config-schema.json", { ...bundle, linux })).not.toEqual([]);
  });
});

describe("the schema of Dobby's plugins", () => {
  const dobby = BUNDLES.filter((path) => bundleOf(path)["ociVersion"] === "1.0.2-dobby");

  it.each(dobby)("holds for %s", (path) => {
    expect(judge(open(), PLUGINS_SCHEMA, bundleOf(path)["rdkPlugins"])).toEqual([]);
  });

  it("refuses what the old generator wrote", () => {
    const storage = { required: false, data: { dynamic: [{ destination: "/a", options: ["bind"], source: "/a" }] } };
    expect(judge(open(), PLUGINS_SCHEMA, { storage })).not.toEqual([]);
    expect(judge(open(), PLUGINS_SCHEMA, { localtime: { required: false } })).not.toEqual([]);
  });
});

it("every config.json is in the canonical form, but for numbers that JavaScript has not", () => {
  expect(BUNDLES.length).toBeGreaterThan(10);
  for (const path of BUNDLES) {
    expect(`${JSON.stringify(bundleOf(path), null, 4)}\n`).toBe(textOf(path).replaceAll("18446744073709551615", "18446744073709552000"));
  }
});
