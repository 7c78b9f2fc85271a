import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { hasErrors } from "./diagnostics/diagnostic.ts";
import { printText } from "./diagnostics/print-text.ts";
import { manifestEntries } from "./manifest/manifest-entries.ts";
import { parseManifest } from "./manifest/parse-manifest.ts";
import { writeArchive } from "./tar/write-archive.ts";

/** Writes the tarball of a rootfs manifest: `node main-rootfs.js MANIFEST OUT.tar`. */
const [manifestFile, output] = process.argv.slice(2);
if (manifestFile === undefined || output === undefined) {
  process.stderr.write("usage: node main-rootfs.js MANIFEST OUT.tar\n");
  process.exit(2);
}
const text = readFileSync(manifestFile, "utf8");
const { value: manifest, diagnostics } = parseManifest(text, manifestFile);
process.stderr.write(printText(diagnostics, { linesOf: () => text.split("\n"), color: false }));
if (hasErrors(diagnostics)) process.exit(1);
const part = `${output}.part`;
writeFileSync(part, Buffer.concat([...writeArchive(manifestEntries(manifest))]));
renameSync(part, output);
