import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../src/cli/run.ts";
import type { EntryRecord } from "../../src/report/entry-record.ts";
import type { DebianArch } from "../support/debian-rootfs.ts";
import { memoryHost } from "../support/memory-host.ts";

const XML = join(import.meta.dirname, "xml");

/** The descriptions of test/real/xml by file name. */
export const descriptions = (): Record<string, string> => {
  const names = readdirSync(XML).filter((name) => name.endsWith(".xml"));
  return Object.fromEntries(names.toSorted().map((name) => [name, readFileSync(join(XML, name), "utf8")]));
};

export interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
}

export interface Built {
  readonly status: number;
  readonly findings: readonly Finding[];
  readonly overlay: Uint8Array | undefined;
  readonly report: {
    readonly dialect: string;
    readonly dialectReason: string;
    readonly entries: readonly EntryRecord[];
    readonly removed: readonly string[];
  };
}

/** Builds an overlay of these descriptions, secure and sane, on the bytes of a Debian rootfs. */
export const buildOn = async (
  rootfs: Uint8Array,
  arch: DebianArch,
  texts: Readonly<Record<string, string>>,
  ...options: readonly string[]
): Promise<Built> => {
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]));
  const host = memoryHost({ "rootfs.tar": rootfs, "config.ini": readFileSync(join(XML, "config.ini")), ...files });
  const inputs = ["-r", "rootfs.tar", "-s", "-S", "-t", `ARCH=${arch}`];
  const outputs = ["-o", "overlay.tar", "--report", "report.json", "--diagnostics", "json"];
  const status = await run(["build", ...inputs, ...outputs, ...options, ...Object.keys(files)], host);
  const report = host.written.get("report.json");
  return {
    status,
    findings: (JSON.parse(host.stderr()) as { diagnostics: readonly Finding[] }).diagnostics,
    overlay: host.written.get("overlay.tar"),
    report: JSON.parse(Buffer.from(report ?? Buffer.from("{}")).toString()) as Built["report"],
  };
};

/** Writes what a build gave, which must be an overlay, to a file. */
export const writeOverlay = ({ overlay, findings }: Built, path: string): string => {
  if (overlay === undefined) throw new Error(JSON.stringify(findings));
  writeFileSync(path, overlay);
  return path;
};
