import { tarballName } from "../oci/tarball-name.ts";
import type { OpenedOverlay } from "./open-overlay.ts";
import { slugOf, tagWords } from "./slug.ts";

/**
 * The names of the files that the overlays of an index are pulled to, by the titles of their layers; `undefined`: the title is no file's.
 * Where two are titled alike, as those of several builds are, all names have a mark before `.tar`: the first of platform, tags, containers and
 * digest that tells them apart.
 */
export const pulledNames = async (overlays: readonly OpenedOverlay[]): Promise<readonly (string | undefined)[]> => {
  for (const mark of [async () => "", platformOf, tagsOf, containersOf]) {
    const names = await markedNames(overlays, mark);
    const files = names.filter((name) => name !== undefined);
    if (new Set(files).size === files.length) return names;
  }
  return await markedNames(overlays, async ({ descriptor }) => descriptor.digest.replace("sha256:", ""));
};

type Mark = (overlay: OpenedOverlay) => Promise<string>;

const markedNames = (overlays: readonly OpenedOverlay[], mark: Mark): Promise<readonly (string | undefined)[]> =>
  Promise.all(
    overlays.map(async (overlay) => {
      const marked = await mark(overlay);
      return tarballName(overlay.title)?.replace(/\.tar$/, marked === "" ? ".tar" : `-${marked}.tar`);
    }),
  );

const platformOf: Mark = async ({ descriptor: { platform } }) => await slugOf(platform?.architecture ?? "");

const tagsOf: Mark = ({ config }) => shortSlug(tagWords(config.tags));

const containersOf: Mark = ({ config }) => shortSlug(config.containers);

const shortSlug = async (words: readonly string[]): Promise<string> => (await slugOf(words.join(" "))).slice(0, 128);
