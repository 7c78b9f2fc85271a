import { NO_INDEX } from "../../src/oci/layout-index.ts";
import type { OpenedLayout } from "../../src/layout/open-layout.ts";
import { type LayoutToWrite, writeLayout } from "../../src/layout/write-layout.ts";
import type { BuildRecord } from "../../src/report/build-record.ts";
import { memoryHost, type MemoryHost } from "../support/memory-host.ts";
import { file } from "../support/tar-entries.ts";

/** The record of a build of these containers. */
export const recordOf = (...containers: readonly string[]): BuildRecord => ({
  formatVersion: 3,
  dialect: "6.0",
  dialectReason: "test",
  cgroup: "v2",
  inputs: [
    { kind: "rootfs", path: "rootfs.tar", sha256: "1".repeat(64) },
    { kind: "config", path: "config.ini", sha256: "2".repeat(64) },
    ...containers.map((name, index) => ({ kind: "description" as const, path: `${name}.xml`, sha256: String(index + 3).repeat(64) })),
  ],
  tags: { SOC_VER: "arm_19.1" },
  options: { secure: false } as BuildRecord["options"],
  containers: containers.map((name) => ({ name, files: [`${name}.xml`], secure: false })),
});

/** Writes a layout of overlays of containers (each with a file of its name), into the directory `out`; without a command line. */
export const writtenLayout = async (
  containers: readonly string[],
  more: Partial<LayoutToWrite> & { readonly host?: MemoryHost } = {},
): Promise<{ readonly host: MemoryHost; readonly opened: OpenedLayout }> => {
  const { host = memoryHost({}), ...rest } = more;
  const outputs = host.openOutputs();
  const opened = await writeLayout(outputs, {
    name: "the layout",
    directory: "out",
    tag: "latest",
    overlays: containers.map((container) => ({ container, entries: [file(container, container)], path: `${container}.tar.gz` })),
    record: recordOf(...containers),
    base: undefined,
    evidence: () => [],
    split: containers.length > 1,
    before: NO_INDEX,
    ...rest,
  });
  await outputs.commit();
  return { host, opened };
};

/** A layout's name without a digest. */
export const TAGGED = { directory: "out", tag: "latest", digest: undefined } as const;
