import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { build, type BuildResult } from "../../src/build.ts";
import type { Options } from "../../src/model/options.ts";
import { rootfsTarball } from "../golden/golden-case.ts";
import { memorySource } from "../support/memory-host.ts";
import { DESCRIPTIONS, ROOT } from "./documents.ts";

const OPTIONS: Options = {
  secure: false,
  sharedRootfs: false,
  sanity: false,
  usleep: 500_000,
  readOnlyHost: false,
  dialect: "auto",
  cgroup: "auto",
  remountHook: true,
  withLxccpid: false,
  missingLibs: "error",
  missingSources: "error",
  target: "auto",
  seccompDirectory: undefined,
  split: false,
  withUnits: undefined,
  sourceDateEpoch: undefined,
};

const input = (file: string): { readonly file: string; readonly bytes: Uint8Array } => ({ file, bytes: readFileSync(join(ROOT, file)) });

const TARBALL = rootfsTarball(join(ROOT, "xml/rootfs.manifest"));

const buildAll = (tags: string, options: Partial<Options>): BuildResult =>
  build({
    descriptions: DESCRIPTIONS.map(input),
    config: input("config.ini"),
    tagArguments: [tags],
    rootfs: { file: "rootfs.tar", source: memorySource(TARBALL) },
    options: { ...OPTIONS, ...options },
  });

/** Codes with the files they are about. */
const found = ({ diagnostics }: BuildResult): readonly string[] => [
  ...new Set(diagnostics.map(({ code, location }) => `${location.file}: ${code}`)),
];

const DEBUG = "version=debug,SOC_VER=arm_19.1,RDK_VER=2";
const PRODUCTION = "version=production,SOC_VER=arm_18.1,RDK_VER=0";
const EXAMPLE = "xml/lxc_conf_EXAMPLE.xml";
const ON_HOST_FILE = `${EXAMPLE}: caps-on-host-file`;

describe("the descriptions that come with the product", () => {
  it.each([
    { tags: DEBUG, options: {}, warnings: [] },
    { tags: DEBUG, options: { secure: true, sanity: true }, warnings: [] },
    { tags: DEBUG, options: { secure: true, split: true, readOnlyHost: true }, warnings: [] },
    { tags: DEBUG, options: { sharedRootfs: true }, warnings: [] },
    { tags: "version=release,SOC_VER=i686,RDK_VER=7", options: { secure: true, sanity: true }, warnings: [] },
    { tags: PRODUCTION, options: { secure: true, sanity: true }, warnings: [ON_HOST_FILE] },
    { tags: PRODUCTION, options: {}, warnings: [ON_HOST_FILE, `${EXAMPLE}: hardlink-writable-by-root`] },
    { tags: "version=debug,SOC_VER=arm_16.3,RDK_VER=2", options: { secure: true, sanity: true, dialect: "2.0" as const }, warnings: [] },
    { tags: "version=debug,SOC_VER=mipsel_18.1,RDK_VER=2", options: { secure: true }, warnings: [] },
    { tags: "version=debug,SOC_VER=arm_19.1", options: { secure: true }, warnings: [`${EXAMPLE}: inactive-tag`] },
  ])("build with $tags and $options", ({ tags, options, warnings }) => {
    const result = buildAll(tags, options);
    expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(found(result)).toEqual(warnings);
    expect(result.plan?.containers.map(({ name }) => name)).toEqual(["DBUS", "EXAMPLE", "UDHCPC", "WIFI"]);
  });

  it("shows settings that no kernel takes, and refuses them", () => {
    const result = buildAll("version=debug,SOC_VER=UNKNOWN,RDK_VER=2", {});
    expect(result.diagnostics.map(({ code }) => code)).toEqual(["cgroup-never-works", "cgroup-never-works"]);
    expect(result.overlays).toEqual([]);
  });

  it("give the DHCP client capabilities of its own, and take it from the host", () => {
    const entries = buildAll("version=release,SOC_VER=arm_19.1,RDK_VER=2", { secure: true }).overlays[0]?.entries ?? [];
    const client = entries.find(({ path }) => path === "container/UDHCPC/rootfs/sbin/udhcpc");
    // Version 2 with the effective bit; cap_net_admin is 12, cap_net_raw 13: linux/capability.h
    expect(Buffer.from(client?.xattrs.get("security.capability") ?? []).toString("hex")).toBe("0100000200300000000000000000000000000000");
    expect(client).toMatchObject({ type: "file", mode: 0o550, uid: 201, gid: 201 });
    expect(entries.map(({ path }) => path)).toContain("sbin/.wh.udhcpc");
  });
});
