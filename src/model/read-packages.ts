import { collectFindings } from "../diagnostics/collect-findings.ts";
import type { Staged } from "../diagnostics/diagnostic.ts";
import { decodeUtf8 } from "../parse/decode.ts";
import { badPackageLine, noPackages } from "./package-findings.ts";

/** What the host rootfs was made of, as a manifest tells (`--packages`). */
export interface PackageList {
  readonly file: string;
  readonly packages: readonly ListedPackage[];
}

export interface ListedPackage {
  readonly name: string;
  readonly architecture: string;
  /** With epoch and release, where there are any. */
  readonly version: string;
}

/**
 * Reads the manifest of an image, as OpenEmbedded writes it (write_image_manifest of rootfs-postcommands.bbclass): a line `name arch version` for
 * each package. Empty lines say nothing.
 */
export const readPackages = (bytes: Uint8Array, file: string): Staged<PackageList> => {
  const { found: diagnostics, report, take } = collectFindings("first");
  const text = take(decodeUtf8(bytes, file)) ?? "";
  const packages = text.split("\n").flatMap((line, index): readonly ListedPackage[] => {
    const words = [...line.matchAll(/\S+/g)];
    const [name, architecture, version, surplus] = words.map(([word]) => word);
    const wrong = (before: string, what: string): readonly [] => {
      report(badPackageLine({ file, line: index + 1, column: [...before].length + 1 }, what));
      return [];
    };
    if (name === undefined) return [];
    if (architecture === undefined || version === undefined)
      return wrong(
        line.trimEnd(),
        `nothing says ${architecture === undefined ? "of which architecture and version" : "of which version"} ${name} is`,
      );
    if (surplus !== undefined) return wrong(line.slice(0, words[3]?.index), `${surplus} stands behind the version ${version} of ${name}`);
    if (!/\d/.test(version)) return wrong(line.slice(0, words[2]?.index), `${version} is no version of ${name}: it has no digit`);
    return [{ name, architecture, version }];
  });
  if (packages.length === 0 && diagnostics.length === 0) report(noPackages(file));
  return { value: { file, packages }, diagnostics };
};
