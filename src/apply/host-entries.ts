import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import type { NewEntry } from "../tar/entry.ts";
import { mergedEntries } from "./merged-entries.ts";
import { openTree } from "./tree.ts";

/** The sorted entries of a rootfs, as `applyOverlays` gives them where there is no overlay. */
export const hostEntries = (rootfs: HostRootfs): Iterable<NewEntry> => mergedEntries(openTree(rootfs));
