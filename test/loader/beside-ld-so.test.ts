import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Loaded, Need } from "../../src/loader/loaded.ts";
import { symbolReader } from "../../src/loader/symbol-reader.ts";
import { versionReader } from "../../src/loader/version-reader.ts";
import { undefinedSymbolFinder } from "../../src/loader/undefined-symbols.ts";
import { unmetVersionFinder } from "../../src/loader/unmet-versions.ts";
import { readHostElf } from "../../src/rootfs/elf.ts";
import { baseOf } from "../../src/rootfs/paths.ts";
import { rootfsOf } from "../rootfs/rootfs-of.ts";
import { filesOf, linkedOf, type Sketches } from "./linked-of.ts";

const LOADER = "/lib64/ld-linux-x86-64.so.2";

/** What the real ld.so says of a program, without starting it: LD_WARN in ld.so(8). */
const trace = (program: string, directory: string): string => {
  const env = { LD_TRACE_LOADED_OBJECTS: "1", LD_WARN: "yes", LD_BIND_NOW: "1", LD_LIBRARY_PATH: directory };
  const { stdout, stderr } = spawnSync(LOADER, [program], { encoding: "utf8", env });
  return stdout + stderr;
};

const lacksIn = (text: string): readonly string[] => [
  ...new Set([
    ...[...text.matchAll(/undefined symbol: ([^\s,]+)(?:, version (\S+))?\s+\((.*)\)/g)].map(
      ([, name, version, by = ""]) => `${name}@${version} for ${baseOf(by)}`,
    ),
    ...[...text.matchAll(/ (\S+): version `(.*)' not found \(required by (.*)\)/g)].map(
      ([, provider = "", version, by = ""]) => `${version} of ${baseOf(provider)} for ${baseOf(by)}`,
    ),
  ]),
];

const lacksOf = ({ linked, symbolsOf, versionsOf }: ReturnType<typeof linkedOf>): readonly string[] => [
  ...undefinedSymbolFinder(symbolsOf)(linked, true).map(({ name, version, by }) => `${name}@${version} for ${baseOf(by.path)}`),
  ...unmetVersionFinder(versionsOf)(linked).map(
    ({ version, by, provider }) => `${version} of ${baseOf(provider.path)} for ${baseOf(by.path)}`,
  ),
];

/** A program with three libraries, one of which only the others need. */
const sketches: fc.Arbitrary<Sketches> = (() => {
  const symbol = fc.constantFrom("a", "b", "c", "d");
  const version = fc.option(fc.constantFrom("V_1", "V_2", "V_3"), { nil: undefined });
  const definition = fc
    .record({ name: symbol, version, isHidden: fc.boolean(), isWeak: fc.boolean(), isData: fc.boolean() })
    .map(({ version: its, ...rest }) => (its === undefined ? { ...rest, isHidden: false } : { ...rest, version: its }));
  const defines = fc.uniqueArray(definition, {
    selector: ({ name, ...rest }) => `${name}@${"version" in rest ? rest.version : ""}`,
    maxLength: 6,
  });
  const objectOf = (needed: readonly string[], uses: readonly ("call" | "data" | "copy" | "nothing")[]) => {
    const reference = fc.record({
      name: symbol,
      version,
      file: fc.constantFrom(...needed, undefined),
      by: fc.constantFrom(...uses),
      isWeak: fc.boolean(),
    });
    const wants = fc.array(
      reference.map(({ version: its, file, ...rest }) =>
        its === undefined || file === undefined ? rest : { ...rest, version: its, file },
      ),
      { maxLength: 5 },
    );
    return fc.record({ needed: fc.constant(needed), defines, wants, hash: fc.constantFrom("sysv", "gnu", "both") });
  };
  return fc.record({
    main: objectOf(["libx.so.1", "liby.so.1"], ["call", "data", "copy", "nothing"]),
    "libx.so.1": objectOf(["libz.so.1"], ["call", "data", "nothing"]),
    "liby.so.1": objectOf(["libz.so.1", "libx.so.1"], ["call", "data", "nothing"]),
    "libz.so.1": objectOf([], ["call", "data", "nothing"]),
  });
})();

/** A program of this machine and its libraries, as the text of a trace names them. */
const linkedOnHost = (program: string, text: string): ReturnType<typeof linkedOf> => {
  const loaded = [...text.matchAll(/^\t(?:(\S+) => )?(\/\S+) \(0x/gm)].map(([, name, path = ""]) => ({ name: name ?? path, path }));
  const paths = [...new Set([program, ...loaded.map(({ path }) => path)])];
  const rootfs = rootfsOf(...paths.map((path) => ({ path: path.slice(1), content: readFileSync(realpathSync(path)) })));
  const objectOf = (path: string): Loaded => {
    const node = rootfs.nodes.get(path.slice(1)) ?? expect.unreachable();
    const elf = readHostElf(rootfs, node);
    return elf?.kind === "elf" ? { path: path.slice(1), node, elf, parent: undefined } : expect.unreachable();
  };
  const objects = paths.map(objectOf);
  const main = objects[0] ?? expect.unreachable();
  const needs = loaded.map(({ name, path }): Need => ({ name, by: main, resolution: { kind: "found", ...objectOf(path) } }));
  return { linked: { objects, needs, preloads: [] }, symbolsOf: symbolReader(rootfs), versionsOf: versionReader(rootfs) };
};

describe.runIf(process.arch === "x64" && existsSync(LOADER))("versions and symbols beside the real ld.so", () => {
  it("are the same for programs and libraries that were made at random", () => {
    const directory = mkdtempSync(join(tmpdir(), "beside-ld-so-"));
    try {
      fc.assert(
        fc.property(sketches, (given) => {
          for (const { path, content } of filesOf(given)) writeFileSync(join(directory, path), content, { mode: 0o755 });
          const linked = linkedOf(given);
          const text = trace(join(directory, "main"), directory);
          // Where a library has no versions at all ld.so may give up before it has told of all symbols.
          fc.pre(!text.includes("Inconsistency detected"));
          expect(lacksOf(linked).toSorted()).toEqual(lacksIn(text).toSorted());
        }),
        { numRuns: 150 },
      );
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it("are the same for programs and plugins of this machine", () => {
    const files = ["/usr/bin", "/usr/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu/perl/5.36/auto/List/Util"]
      .filter((directory) => existsSync(directory))
      .flatMap((directory) =>
        readdirSync(directory, { withFileTypes: true }).map((entry) => ({ entry, path: join(directory, entry.name) })),
      )
      .filter(({ entry }) => entry.isFile())
      .map(({ path }) => path)
      .toSorted();
    const step = Math.max(1, Math.floor(files.length / 80));
    for (const file of files.filter((_, index) => index % step === 0)) {
      const text = trace(file, "");
      if (!/^\t.* \(0x/m.test(text) || text.includes("=> not found")) continue;
      const linked = linkedOnHost(file, text);
      expect({ file, lacks: lacksOf(linked).toSorted() }).toEqual({ file, lacks: lacksIn(text).toSorted() });
    }
  });
});
