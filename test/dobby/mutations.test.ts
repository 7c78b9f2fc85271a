import { describe, expect, it } from "vitest";
import { readContent } from "../../src/bytes/content.ts";
import { readArchive } from "../../src/tar/read-archive.ts";
import { caseNames, rootfsOf, runCase } from "../golden/golden-case.ts";
import { memorySource } from "../support/memory-host.ts";
import { judgeBundle, type Listed } from "./judge-bundle.ts";

interface Made {
  readonly config: string;
  readonly entries: readonly Listed[];
  readonly isOnHost: (path: string) => boolean;
}

/** The bundle that a golden case makes; undefined where it finds errors. */
const make = async (name: string): Promise<Made | undefined> => {
  const { overlay } = await runCase(name);
  if (overlay === undefined) return undefined;
  const source = memorySource(overlay);
  const entries = [...readArchive(source, "overlay.tar").value];
  const found = entries.find(({ path }) => path.endsWith("/config.json"));
  if (found === undefined) return undefined;
  const config = Buffer.from(readContent({ source, offset: found.contentOffset, length: found.size })).toString("utf8");
  const host = new Set([...readArchive(memorySource(rootfsOf(name)), "rootfs.tar").value].map(({ path }) => `/${path}`));
  return { config, entries, isOnHost: (path) => host.has(path) || path === "/lib" || path === "/usr" };
};

const judge = ({ config, entries, isOnHost }: Made): readonly string[] => judgeBundle(config, entries, isOnHost);

describe.each(caseNames().filter((name) => name.startsWith("bundle-")))("%s", (name) => {
  it("starts as far as its overlay tells", async () => {
    const made = await make(name);
    if (made !== undefined) expect(judge(made)).toEqual([]);
  });
});

describe("what the old generator wrote is noticed", () => {
  const EVERYTHING = "bundle-everything-v1";
  const mutations: readonly (readonly [string, (made: Made) => Made, RegExp])[] = [
    [
      "a rootfs that is root's",
      (made) => ({ ...made, entries: made.entries.map((each) => ({ ...each, uid: 0, gid: 0 })) }),
      /closed to the mapped root/,
    ],
    ["devices without a mode", (made) => ({ ...made, config: made.config.replaceAll(/"fileMode": 438,\s*/g, "") }), /video10 has no mode/],
    [
      "a text as architectures",
      (made) => ({ ...made, config: made.config.replace(/"architectures": \[\s*("\w+")\s*\]/, '"architectures": $1') }),
      /architectures is no list/,
    ],
    [
      "no network namespace",
      (made) => ({ ...made, config: made.config.replace('"type": "network"', '"type": "cgroup"') }),
      /network is the host's/,
    ],
    [
      "no place for a plugin",
      (made) => ({ ...made, entries: made.entries.filter(({ path }) => !path.endsWith("/system_bus_socket")) }),
      /system_bus_socket is no place/,
    ],
    [
      "no place for a mount",
      (made) => ({ ...made, entries: made.entries.filter(({ path }) => !path.endsWith("/etc/hosts")) }),
      /\/etc\/hosts is no place/,
    ],
    [
      "an optional bind as one of the runtime",
      (made) => ({ ...made, config: made.config.replace('"source": "/etc/hosts"', '"source": "/tmp/late"') }),
      /late is bound whether it is there or not/,
    ],
  ];
  it.each(mutations)("%s", async (_, mutate, expected) => {
    const made = (await make(EVERYTHING)) ?? expect.unreachable();
    const found = judge(mutate(made));
    expect(found.join("\n")).toMatch(expected);
  });
});
