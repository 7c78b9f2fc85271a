import { readFileSync, writeFileSync } from "node:fs";
import { parseArguments } from "../src/cli/parse-arguments.ts";
import { readBuildOptions } from "../src/cli/build-options.ts";
import { check } from "../src/check/check.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { collectFindings } from "../src/diagnostics/collect-findings.ts";
import { overlayEntries } from "../src/entries/overlay-entries.ts";
import { withTarballs } from "../src/io/open-tarball.ts";
import { planOverlay } from "../src/plan/plan-overlay.ts";
import { readHost } from "../src/rootfs/read-host.ts";
import { select } from "../src/select.ts";
import { writeArchive } from "../src/tar/write-archive.ts";
import { viewDevice } from "../src/view/views.ts";

/** Descriptions that `check` accuses, and where their overlay goes nevertheless. */
export interface AccusedBuild {
  /** Words of a command line: tags and options. */
  readonly words: readonly string[];
  readonly rootfs: string;
  readonly config: string;
  readonly descriptions: readonly string[];
  readonly overlay: string;
}

/**
 * Writes the overlay of descriptions as if nothing were wrong with them, and gives what is wrong. The command writes none, but on a device
 * it shows what is accused. Throws an Error if nothing can be planned of them.
 */
export const buildAccused = async ({ words, rootfs, config, descriptions, overlay }: AccusedBuild): Promise<readonly Diagnostic[]> => {
  const { found, report, take } = collectFindings();
  const read = (file: string) => ({ file, bytes: readFileSync(file) });
  const args = parseArguments(["build", ...words]);
  const options = readBuildOptions(args, {});
  const tagArguments = args.options.get("tags") ?? [];
  const selected = take(select({ descriptions: descriptions.map(read), config: read(config), tagArguments, options }));
  await withTarballs(async ({ open }) => {
    const host = take(readHost({ file: rootfs, ...(await open(rootfs, () => undefined)) }));
    if (host === undefined || selected.config === undefined) throw new Error(`${rootfs}: nothing can be planned`);
    const plan = take(planOverlay({ ...host, ...selected, config: selected.config, options }));
    const views = viewDevice(plan, host.rootfs);
    report(...check({ plan, views, rootfs: host.rootfs, config: selected.config, options }));
    writeFileSync(overlay, Buffer.concat([...writeArchive(overlayEntries(plan, host.rootfs, plan.containers))]));
  });
  return found;
};
