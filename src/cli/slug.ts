import { compareUtf8 } from "../bytes/compare-utf8.ts";

/** A name made of a text's letters and digits; empty if it has none. */
export const slugOf = async (text: string): Promise<string> => (await import("@sindresorhus/slugify")).default(text);

/** How the layer of an overlay is titled: by the slug of its container if it was split off. */
export const layerTitle = (containerSlug: string | undefined): string => `${containerSlug ?? "overlay"}.tar.gz`;

/** Whether a layer that was titled so is the overlay of one container, split off. */
export const isSplitTitle = (title: string): boolean => title !== layerTitle(undefined);

/** The active tags as words, in byte order of their names. */
export const tagWords = (tags: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(tags)
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([tag, value]) => `${tag} ${value}`);
