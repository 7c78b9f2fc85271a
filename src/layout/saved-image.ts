import type { Staged } from "../diagnostics/diagnostic.ts";
import { collectFindings } from "../diagnostics/collect-findings.ts";
import { damagedBlob, severalImages } from "../oci/findings.ts";
import { parseDiffIds, parseSavedImages } from "../oci/parse-image.ts";
import type { LayoutFiles } from "./layout-files.ts";
import type { ImageLayer } from "./image-layers.ts";

/** The layers of the image in what `docker save` writes; `name` is how findings call it. */
export const openSavedImage = (files: LayoutFiles, name: string): Staged<readonly ImageLayer[]> => {
  const { found, take, report } = collectFindings();
  const images = take(parseSavedImages(files.readFile("manifest.json"), name)) ?? [];
  const [only, ...others] = images;
  if (only === undefined || others.length > 0)
    return {
      value: [],
      diagnostics: [
        ...found,
        severalImages(
          name,
          images.map(({ config }) => config),
        ),
      ],
    };
  for (const path of [only.config, ...only.layers]) if (!files.isFile(path)) report(damagedBlob(name, "file", `${path} is missing`));
  if (found.length > 0) return { value: [], diagnostics: found };
  const diffIds = take(parseDiffIds(files.readFile(only.config), name)) ?? [];
  return { value: only.layers.map((path, index) => ({ path, diffId: diffIds[index] ?? "" })), diagnostics: found };
};
