import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf } from "../rootfs/paths.ts";
import { readHostFile } from "../rootfs/read-file.ts";

/** What is known of the BusyBox of a host. */
export interface Applets {
  readonly isBusybox: (node: HostNode) => boolean;
  /** Whether it surely has no applet of a name. */
  readonly lacks: (node: HostNode, name: string) => boolean;
}

/**
 * Reads what a host's BusyBox has for applets: applet_names[] of its include/applet_tables.h is one run of names in the order of strcmp(3), each with
 * a NUL behind it, the last one with two. A name that a link of the host has to it, or that stands anywhere in the file, is taken for one.
 */
export const appletsOf = (host: HostRootfs): Applets => {
  let boxes: ReadonlySet<number> | undefined;
  const contents = new Map<number, Buffer | undefined>();
  const offsetAt = (path: string): number | undefined => {
    const found = lookup(host, path);
    return found.kind === "found" && found.node.type === "file" && found.node.size > 0 ? found.node.contentOffset : undefined;
  };
  const contentOf = (node: HostNode): Buffer | undefined => {
    if (!contents.has(node.contentOffset)) contents.set(node.contentOffset, readWithTable(host, node));
    return contents.get(node.contentOffset);
  };
  return {
    isBusybox: ({ contentOffset }) => (boxes ??= new Set(BOXES.flatMap((path) => offsetAt(path) ?? []))).has(contentOffset),
    lacks: (node, name) =>
      !DIRECTORIES.some((directory) => offsetAt(`${directory}/${name}`) === node.contentOffset) &&
      contentOf(node)?.includes(`${name}\0`, 0, "latin1") === false,
  };
};

const DIRECTORIES = ["bin", "sbin", "usr/bin", "usr/sbin"];

/** OpenEmbedded has two of it, of which one is setuid. */
const BOXES = DIRECTORIES.flatMap((directory) => ["busybox", "busybox.nosuid", "busybox.suid"].map((name) => `${directory}/${name}`));

/** Larger than any BusyBox. */
const MAX_SIZE = 16 * 1024 * 1024;

/** The content of a file in which the names of applets can be read: one that is packed, or has them in a library, has no such table. */
const readWithTable = (host: HostRootfs, node: HostNode): Buffer | undefined => {
  if (node.size > MAX_SIZE) return undefined;
  const content = Buffer.from(readHostFile(host, node));
  const begin = COMMON.some((name) => isInTable(content, `\0${name}\0`));
  return begin && content.includes("BusyBox v", 0, "latin1") ? content : undefined;
};

/** Applets of which every build has some. */
const COMMON = ["cat", "ls", "mount", "sleep", "true"];

const isInTable = (content: Buffer, entry: string): boolean => {
  for (let at = content.indexOf(entry, 0, "latin1"); at >= 0; at = content.indexOf(entry, at + 1, "latin1")) {
    if (isTable(content.toString("latin1", Math.max(at - NEAR, 0), at + NEAR), Math.min(at, NEAR))) return true;
  }
  return false;
};

/** In bytes: more than all names of BusyBox take. */
const NEAR = 8192;

/** Whether the text around a NUL is a run of names as the table is. */
const isTable = (text: string, at: number): boolean => {
  const names = text.slice(at + 1).split("\0");
  const before = text.slice(0, at).split("\0").reverse();
  const end = names.findIndex((name, index) => !isName(name) || (index > 0 && name <= (names[index - 1] ?? "")));
  const first = before.findIndex((name, index) => !isName(name) || name >= (before[index - 1] ?? names[0] ?? ""));
  return end > 0 && names[end] === "" && end + Math.max(first, 0) >= MIN_NAMES;
};

const isName = (name: string): boolean => /^[\w.[+-]+$/.test(name);

/** Fewer names may be anything. */
const MIN_NAMES = 16;

/**
 * The words of the applet that BusyBox runs for those of its command (libbb/appletlib.c, main and busybox_main); undefined where it runs none:
 * its own options, or a word that is not known.
 */
export const appletWords = (words: readonly (string | undefined)[]): readonly (string | undefined)[] | undefined => {
  let at = 0;
  while (baseOf(words[at]?.replace(/^-/, "") ?? "").startsWith("busybox")) at += 1;
  const [name] = words.slice(at);
  return name === undefined || name === "" || (at > 0 && name.startsWith("-")) ? undefined : words.slice(at);
};
