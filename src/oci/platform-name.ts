import type { Platform } from "./descriptor.ts";

/** A platform as one writes it: `os/arch[/variant]`. */
export const platformText = ({ os, architecture, variant }: Platform): string =>
  `${os}/${architecture}${variant === undefined ? "" : `/${variant}`}`;

/** Whether an image is for a platform; one that is named without a variant takes every variant. */
export const isOfPlatform = (platform: Platform | undefined, wanted: string): boolean =>
  platform !== undefined && (platformText(platform) === wanted || `${platform.os}/${platform.architecture}` === wanted);
