import { normalizePath } from "../linux/path-spelling.ts";
import { lookup } from "../rootfs/lookup.ts";
import { bootDirectory } from "../rootfs/tmpfiles.ts";
import { writableBind } from "./binds.ts";
import type { DraftMount } from "./draft.ts";
import { entryLine } from "./entry-line.ts";
import type { Subject } from "./subject.ts";
import { ownedTmpfs } from "./tmpfs.ts";

/** A directory that the program writes: the host's where it belongs to the container's user, else one in memory, until somebody decides. */
export const writableDirectory = ({ device, user }: Subject, path: string, why: string): DraftMount => {
  const { rootfs, accounts } = device.host;
  const found = lookup(rootfs, path);
  const uid = bootDirectory(rootfs, accounts, normalizePath(path))?.uid ?? (found.kind === "found" ? found.node.uid : undefined);
  if (uid === (user?.uid ?? 0)) return writableBind({ path, why });
  const owner = user?.name ?? "root";
  const lack = uid === undefined ? "the host rootfs does not have it" : `on the host it belongs to uid ${uid}, not to ${owner}`;
  const keep = `To decide: what is written there is lost when the container stops: ${lack}. To keep it, let the device make it (tmpfiles.d: d ${path} 0750 ${owner} - -), and bind it in place of this one:`;
  return ownedTmpfs({ place: normalizePath(path), size: "4M", user, why: `${why}. ${keep}\n${entryLine(writableBind({ path, why }))}` });
};
