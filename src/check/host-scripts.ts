import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { readHostText } from "../rootfs/read-file.ts";
import { subtreeOf } from "../rootfs/subtree.ts";

/** Where the host has what it runs by itself: init(8), crontab(5). */
const SCRIPTS: readonly string[] = [
  "etc/init.d",
  "etc/rc.d",
  "etc/rcS.d",
  "etc/rc.local",
  "etc/inittab",
  "etc/crontab",
  "etc/cron.d",
  "etc/cron.hourly",
  "etc/cron.daily",
  "etc/cron.weekly",
  "etc/cron.monthly",
  "var/spool/cron",
];

/** A text of the host that is run by itself. */
export interface HostScript {
  /** Real, without a leading slash. */
  readonly path: string;
  readonly text: string;
}

/** Them, by their real paths. */
export const hostScripts = (host: HostRootfs): readonly HostScript[] => {
  const nodes = new Map(SCRIPTS.flatMap((path) => filesIn(host, path)).map((node) => [node.path, node]));
  return [...nodes.values()].map((node) => ({ path: node.path, text: readHostText(host, node) ?? "" }));
};

const filesIn = (host: HostRootfs, path: string): readonly HostNode[] => {
  const found = lookup(host, path);
  return found.kind === "found" ? [...subtreeOf(host, found.node.path)].filter(({ type }) => type === "file") : [];
};
