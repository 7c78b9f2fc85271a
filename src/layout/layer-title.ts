/** How the layer of an overlay is titled: by the slug of its container if it was split off. */
export const layerTitle = (containerSlug: string | undefined): string => `${containerSlug ?? "overlay"}.tar.gz`;

/** Whether a layer that was titled so is the overlay of one container, split off. */
export const isSplitTitle = (title: string): boolean => title !== layerTitle(undefined);
