import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { build, type BuildInput } from "../../src/build.ts";
import { judgingTogether } from "../../src/check/judging.ts";
import { DEFAULT_OPTIONS } from "../../src/model/options.ts";
import { readHost } from "../../src/rootfs/read-host.ts";
import { DESCRIPTIONS, ROOT } from "../docs/documents.ts";
import { rootfsTarball } from "../golden/golden-case.ts";
import { memorySource } from "../support/memory-host.ts";

const textOf = (file: string): BuildInput["config"] => ({ file, bytes: readFileSync(join(ROOT, file)) });

const INPUT: BuildInput = {
  descriptions: DESCRIPTIONS.map(textOf),
  config: textOf("config.ini"),
  tagArguments: [],
  rootfs: { file: "rootfs.tar", source: memorySource(rootfsTarball(join(ROOT, "xml/rootfs.manifest"))) },
  options: DEFAULT_OPTIONS,
};

/** With the descriptions changed in which a text stands. */
const changed = (from: string, to: string): BuildInput => ({
  ...INPUT,
  descriptions: INPUT.descriptions.map(({ file, bytes }) => ({
    file,
    bytes: Buffer.from(Buffer.from(bytes).toString().replaceAll(from, to)),
  })),
});

const tagged = (...tagArguments: readonly string[]): BuildInput => ({ ...INPUT, tagArguments });

const INPUTS = [
  INPUT,
  tagged("version=debug,SOC_VER=arm_19.1,RDK_VER=2"),
  tagged("version=production,SOC_VER=arm_18.1,RDK_VER=0"),
  changed("<Entry>libc</Entry>", ""),
  changed("ro,bind,", "bind,"),
  INPUT,
  tagged("version=production"),
];

it("builds that are judged together find what each finds alone, in whatever order", () => {
  const host = readHost(INPUT.rootfs);
  const alone = INPUTS.map((input) => build(input, () => host).diagnostics);
  expect(new Set(alone.map((found) => JSON.stringify(found))).size).toBeGreaterThan(4);
  for (const order of [[...INPUTS.keys()], [...INPUTS.keys()].reverse()]) {
    const judging = judgingTogether();
    for (const index of order)
      expect(
        build(
          INPUTS[index] ?? expect.unreachable(),
          () => host,
          () => judging,
        ).diagnostics,
      ).toEqual(alone[index]);
  }
});
