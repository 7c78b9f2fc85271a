import { escapeControls } from "../diagnostics/print-escape.ts";
import { atFile, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const OCI_CODES = {
  error: {
    "bad-oci-document": "A document of an OCI image layout (index.json, a manifest, a config) or a report is not what it has to be.",
    "not-in-layout": "An image layout does not have what is asked for.",
    "damaged-blob": "A blob of an image layout is missing, or its bytes are not those of its digest.",
    "not-an-image": "A manifest is of no container image.",
    "several-images": "An image is to be chosen, and several fit.",
    "not-an-overlay": "A manifest is of no overlay.",
    "several-overlays": "A command takes one overlay, and the index that was named lists several.",
    "unsafe-title": "The title of a layer is no name of a file in the directory.",
    "other-tarball": "The report beside a tarball tells of another one.",
    "no-registry-name": "No name for the registry can be made of an overlay's containers or tags.",
    "same-registry-name": "Two overlays would be pushed under one name.",
    "overlay-differs": "The inputs of verify give another overlay.",
    "format-differs": "The overlay was made by another format version, so that the same inputs give other bytes.",
    "input-differs": "The overlay was built from another input, tag or option than verify was given.",
  },
  hint: {
    "other-format": "An overlay that was fetched was made by another format version.",
  },
} as const;

const { error, hint } = findingsOf(OCI_CODES);

export const badOciDocument = (file: string, reason: string): Diagnostic => error("bad-oci-document", atFile(file), reason);

export const notInLayout = (file: string, name: string, tags: readonly string[]): Diagnostic =>
  error("not-in-layout", atFile(file), `there is no ${name}`, tags.length === 0 ? undefined : `tags that it has: ${tags.join(", ")}`);

export const damagedBlob = (file: string, what: string, reason: string): Diagnostic =>
  error("damaged-blob", atFile(file), `the ${what} ${reason}`, "fetch or write it again; nothing of it was used");

export const notAnImage = (file: string, mediaType: string): Diagnostic =>
  error(
    "not-an-image",
    atFile(file),
    `is no container image (its config is ${mediaType})`,
    "name the image of a rootfs; an overlay is applied to one",
  );

export const severalImages = (file: string, names: readonly string[]): Diagnostic =>
  error(
    "several-images",
    atFile(file),
    names.length === 0 ? "holds no image" : `holds ${names.length} images: ${names.join(", ")}`,
    "choose one with --platform, or by its tag",
  );

export const notAnOverlay = (file: string, reason: string): Diagnostic => error("not-an-overlay", atFile(file), reason);

export const severalOverlays = (file: string, names: readonly string[]): Diagnostic =>
  error("several-overlays", atFile(file), `holds ${names.length} overlays`, `name one of them: ${names.join(", ")}`);

export const unsafeTitle = (file: string, title: string): Diagnostic =>
  error("unsafe-title", atFile(file), `the title of the overlay leads out of the directory, or is no file name: ${escapeControls(title)}`);

export const otherTarball = (file: string, report: string): Diagnostic =>
  error(
    "other-tarball",
    atFile(file),
    `is not a tarball that ${report} tells of: one of them was changed`,
    "build both again, with --report",
  );

export const noRegistryName = (file: string, what: "repository" | "tag", text: string): Diagnostic =>
  error("no-registry-name", atFile(file), `no ${what} can be made of "${text}"`, "give it: <registry>/<repository>:<tag>");

export const sameRegistryName = (files: readonly [string, string], name: string): Diagnostic =>
  error(
    "same-registry-name",
    atFile(files[1]),
    `would be pushed as ${name}, and so would ${files[0]}`,
    "give a tag, then they go under one index",
  );

export const overlayDiffers = (file: string, digest: string, rebuilt: string): Diagnostic =>
  error("overlay-differs", atFile(file), `is ${digest}, and the inputs give ${rebuilt}`);

export const formatDiffers = (file: string, version: number, ours: number): Diagnostic =>
  error(
    "format-differs",
    atFile(file),
    `was made by format version ${version}, this is ${ours}: the same inputs give other bytes`,
    `verify it with a release of format version ${version}, or build it again; it can be read and applied as it is`,
  );

export const otherFormat = (file: string, version: number, ours: number): Diagnostic =>
  hint(
    "other-format",
    atFile(file),
    `was made by format version ${version}, this is ${ours}`,
    "it can be read and applied as it is; verify would find that it differs",
  );

export const inputDiffers = (file: string, what: string, before: string, after: string): Diagnostic =>
  error("input-differs", atFile(file), `${what} was ${before}, and is ${after} now`);
