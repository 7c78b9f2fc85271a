/** A name made of a text's letters and digits; empty if it has none. */
export const slugOf = async (text: string): Promise<string> => (await import("@sindresorhus/slugify")).default(text);

/** How the layer of an overlay is titled: by the slug of its container if it was split off. */
export const layerTitle = (containerSlug: string | undefined): string => `${containerSlug ?? "overlay"}.tar.gz`;
