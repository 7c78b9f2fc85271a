import { describe, expect, it } from "vitest";
import { openLayout } from "../../src/layout/open-layout.ts";
import type { LayoutFiles } from "../../src/layout/layout-files.ts";
import { document, type Document } from "../../src/oci/descriptor.ts";
import { descriptorJson } from "../../src/oci/descriptor.ts";
import { imageIndex } from "../../src/oci/manifest.ts";
import { memoryHost } from "../support/memory-host.ts";
import { TAGGED, writtenLayout } from "./layouts.ts";

/** What is found in a layout when some of its files are others; `undefined`: the file is not there. */
const foundIn = async (change: (path: string, bytes: Uint8Array) => Uint8Array | undefined): Promise<readonly string[]> => {
  const { host } = await writtenLayout(["one", "two"]);
  const files = [...host.written].flatMap(([path, bytes]) => {
    const changed = change(path, bytes);
    return changed === undefined ? [] : [[path, changed] as const];
  });
  return findingsOf(memoryHost(Object.fromEntries(files)));
};

const findingsOf = (files: LayoutFiles): readonly string[] => {
  const { value, diagnostics } = openLayout(files, TAGGED, "the layout");
  expect(value).toBeUndefined();
  return diagnostics.map(({ code, message }) => `${code}: ${message.replaceAll(/[0-9a-f]{64}/g, "#")}`);
};

/** A layout whose tag stands for a document of this test. */
const layoutOf = (top: Document, ...more: readonly Document[]): LayoutFiles => {
  const blobs = [top, ...more].map(({ descriptor, bytes }) => [`out/blobs/${descriptor.digest.replace(":", "/")}`, bytes] as const);
  const annotations = { "org.opencontainers.image.ref.name": "latest" };
  const index = { schemaVersion: 2, manifests: [{ ...top.descriptor, annotations }] };
  return memoryHost({ ...Object.fromEntries(blobs), "out/index.json": Buffer.from(JSON.stringify(index)) });
};

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f;

describe("a layout that is opened", () => {
  it("tells of every blob that is missing or damaged", async () => {
    expect(await foundIn((_, bytes) => (isGzip(bytes) ? undefined : bytes))).toEqual(
      Array(2).fill("damaged-blob: the layer sha256:# is missing"),
    );
    const other = (bytes: Uint8Array): Uint8Array => Buffer.alloc(bytes.length);
    expect(await foundIn((_, bytes) => (isGzip(bytes) ? other(bytes) : bytes))).toEqual(
      Array(2).fill("damaged-blob: the layer sha256:# has the digest sha256:#"),
    );
    const [longer] = await foundIn((_, bytes) => (isGzip(bytes) ? Buffer.concat([bytes, bytes]) : bytes));
    expect(longer).toMatch(/^damaged-blob: the layer sha256:# has \d+ bytes, not \d+$/);
  });

  it("names the tags that it has", async () => {
    const { host } = await writtenLayout(["one"]);
    const { diagnostics } = openLayout(host, { ...TAGGED, tag: "none" }, "the layout");
    expect(diagnostics).toMatchObject([{ code: "not-in-layout", message: "there is no none", help: "tags that it has: latest" }]);
  });

  it("is opened by the digest of a manifest that its index does not list", async () => {
    const { host, opened } = await writtenLayout(["one", "two"]);
    const [, second] = opened.overlays;
    const { value } = openLayout(host, { directory: "out", tag: undefined, digest: second?.descriptor.digest }, "the layout");
    expect(value?.overlays.map(({ config }) => config.containers)).toEqual([["two"]]);
  });

  it("holds overlays, and no other artifacts, indexes of indexes or of nothing", () => {
    const empty = document("application/vnd.oci.empty.v1+json", {});
    const config = descriptorJson(empty.descriptor);
    const other = document("application/vnd.oci.image.manifest.v1+json", { artifactType: "text/plain", config, layers: [config] });
    expect(findingsOf(layoutOf(other, empty))).toEqual([
      "not-an-overlay: sha256:# is not the manifest of an overlay (artifact type text/plain)",
    ]);
    const nothing = imageIndex([]);
    expect(findingsOf(layoutOf(nothing))).toEqual(["not-an-overlay: is an index of nothing"]);
    expect(findingsOf(layoutOf(imageIndex([nothing.descriptor]), nothing))).toEqual(["not-an-overlay: is an index of indexes"]);
  });
});
