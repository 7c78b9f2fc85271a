import { MOUNT_FLAGS } from "../linux/mount-flags.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import type { PluginMount } from "../model/bundle.ts";
import type { Mount } from "../plan/mount.ts";
import { bindsSource, hasBindOption, hasHostSource } from "../plan/mount-kind.ts";
import { isForRuntime } from "../plan/mount-words.ts";
import { because, type Json, type JsonObject } from "./json-lines.ts";

/** `mounts` of config.json, but for what the plugin storage mounts. */
export const mountsJson = (mounts: readonly Mount[]): readonly Json[] =>
  mounts.filter((mount) => !isDynamic(mount)).map((mount) => because(mount.why, mountJson(mount)));

/** Whether only the device knows if its source is there: an OCI runtime does not start with a bind of what is not. */
const isDynamic = (mount: Mount): boolean => mount.options.includes("optional") && bindsSource(mount) && mount.host === undefined;

const mountJson = (mount: Mount): JsonObject => {
  const binds = hasHostSource(mount);
  return {
    destination: `/${mount.place}`,
    type: binds ? "bind" : mount.fsType,
    source: bindsSource(mount) ? normalized(mount.source) : mount.source,
    options: binds && !hasBindOption(mount) ? ["bind", ...wordsOf(mount)] : wordsOf(mount),
  };
};

const normalized = (path: string): string => (path.startsWith("/") ? `/${normalizePath(path)}` : path);

/** The words that an OCI runtime knows, and what goes to the file system. */
const wordsOf = ({ options }: Pick<Mount, "options">): readonly string[] => options.filter(isForRuntime);

/** A mount of the plugin storage; it reads `flags`, and `options` beside them. */
export const dynamicJson = ({ destination, source, options }: Omit<PluginMount, "span">): JsonObject => {
  const words = wordsOf({ options });
  return { destination, flags: words.reduce((flags, word) => flags | (MOUNT_FLAGS.get(word) ?? 0), 0), options: words, source };
};

/** The entries of MountPoints that the plugin storage mounts if they are there. */
export const dynamicsOf = (mounts: readonly Mount[]): readonly Mount[] => mounts.filter(isDynamic);

export const dynamicOf = ({ place, source, options }: Mount): Omit<PluginMount, "span"> => ({
  destination: `/${place}`,
  source: normalized(source),
  options,
});
