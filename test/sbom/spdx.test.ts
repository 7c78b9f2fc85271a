import { describe, expect, it } from "vitest";
import type { HostPackage } from "../../src/rootfs/packages.ts";
import { spdxDocument } from "../../src/sbom/spdx.ts";
import { memorySource } from "../support/memory-host.ts";

/** The package URL of the only package that a container's file came with. */
const locatorOf = (owner: HostPackage): string => {
  const content = { source: memorySource(Buffer.alloc(0)), offset: 0, length: 0 };
  const document = spdxDocument({
    containers: [{ name: "APP", seen: { files: [{ path: "bin/app", host: "bin/app", content }], trees: [] } }],
    owners: new Map([["bin/app", owner]]),
    listed: [],
    digestsOf: () => ({ sha1: "1", sha256: "2", isElf: false }),
    digest: "sha256:3",
    version: "0",
    sourceDateEpoch: undefined,
  });
  return /"referenceLocator":"([^"]*)"/.exec(JSON.stringify(document))?.[1] ?? "";
};

describe("the URL of a package", () => {
  it.each<[string, HostPackage]>([
    [
      "pkg:deb/debian/lxc@1:5.0.2-1%2Bdeb12u4?arch=armhf",
      { manager: "deb", vendor: "debian", name: "lxc", version: "1:5.0.2-1+deb12u4", architecture: "armhf" },
    ],
    [
      "pkg:rpm/poky/lxc@4.0.12-r0?arch=cortexa9&epoch=1",
      { manager: "rpm", vendor: "poky", name: "lxc", version: "1:4.0.12-r0", architecture: "cortexa9" },
    ],
    ["pkg:rpm/lxc@4.0.12-r0", { manager: "rpm", vendor: undefined, name: "lxc", version: "4.0.12-r0", architecture: "" }],
    ["pkg:opkg/lxc@4.0.12-r0?arch=all", { manager: "opkg", vendor: undefined, name: "lxc", version: "4.0.12-r0", architecture: "all" }],
  ])("is %s", (locator, owner) => expect(locatorOf(owner)).toBe(locator));
});
