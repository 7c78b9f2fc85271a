import { manifestEntries } from "../../src/manifest/manifest-entries.ts";
import { parseManifest } from "../../src/manifest/parse-manifest.ts";
import { writeArchive } from "../../src/tar/write-archive.ts";

/** The tarball of the rootfs that a manifest's text describes; `file` is what a fault in it is told of. */
export const manifestTarball = (text: string, file = "device.manifest"): Buffer => {
  const { value, diagnostics } = parseManifest(text, file);
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics, undefined, 2));
  return Buffer.concat([...writeArchive(manifestEntries(value))]);
};
