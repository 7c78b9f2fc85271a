import { expect, it } from "vitest";
import { readHost } from "../../src/rootfs/read-host.ts";
import { writeArchive } from "../../src/tar/write-archive.ts";
import { memorySource } from "../support/memory-host.ts";
import { noted } from "../support/produced-codes.ts";
import { archiveOf } from "./rootfs-of.ts";

it("refuses a rootfs with nothing in it", () => {
  const root = [...archiveOf([{ path: "" }]).entries].map((entry) => ({ ...entry, content: new Uint8Array() }));
  const source = memorySource(Buffer.concat([...writeArchive(root)]));
  const { value, diagnostics } = readHost({ file: "x.tar", source });
  expect(value).toBeUndefined();
  expect(noted(diagnostics).map(({ code, message }) => `${code}: ${message}`)).toEqual([
    "empty-archive: the archive has nothing but its root directory",
  ]);
});
