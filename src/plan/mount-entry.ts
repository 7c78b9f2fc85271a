import { atSpan } from "../diagnostics/diagnostic.ts";
import {
  boundName,
  commentSource,
  fileSystemOnFile,
  mountedType,
  relativeIgnored,
  relativeSource,
  slashAfterFile,
} from "./mount-findings.ts";
import { cannotExpress } from "../model/bundle-findings.ts";
import type { MountEntry } from "../model/container.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { isListed } from "../rootfs/paths.ts";
import { deviceDirectory } from "../linux/device-directories.ts";
import { numbersOfDevice } from "../linux/device-numbers.ts";
import type { Mount } from "./mount.ts";
import { PSEUDO_FILE_SYSTEMS } from "../linux/file-systems.ts";
import { hasBindOption, hasCreateOption, hasHostSource, isFromContainer } from "./mount-kind.ts";
import type { PlanContext } from "./plan-context.ts";
import { judgeBind } from "./judge-bind.ts";
import { findSource, type MountSource } from "./mount-source.ts";

/** An entry of MountPoints as it is mounted, and what its mount point has to be. */
export interface PlannedMount {
  readonly mount: Mount;
  readonly isDirectory: boolean;
  /** Whether LXC makes the mount point. */
  readonly isMade: boolean;
}

/** The path that an entry mounts on this kind of device. */
export const sourceOf = (context: Pick<PlanContext, "options">, entry: MountEntry): string =>
  (context.options.readOnlyHost ? entry.sourceRoFs : undefined) ?? entry.source;

/** Plans one entry; nothing for one that can't be mounted, which is reported. */
export const planMount = (context: PlanContext, entry: MountEntry, autoDev: boolean): PlannedMount | undefined => {
  const at = atSpan(entry.span);
  const source = sourceOf(context, entry);
  const bind = hasHostSource(entry);
  if ((bind || hasBindOption(entry)) && isRelative(context, entry, source)) {
    context.report(
      PSEUDO_FILE_SYSTEMS.has(source) ? boundName(at, source, entry.fsType) : relativeSource(at, { source, at: entry.parts.source }),
    );
    return undefined;
  }
  if (source.startsWith("#")) {
    context.report(commentSource(at, { source, at: entry.parts.source }, bind ? `./${source}` : entry.fsType));
    return undefined;
  }
  if (context.container.bundle !== undefined && entry.options.includes("relative"))
    context.report(cannotExpress(entry.parts.options, "that a source is taken from the container's root (relative)", RELATIVE_HELP));
  const isInside = isFromContainer(context.dialect, entry);
  if (bind && !isInside && entry.options.includes("relative")) context.report(relativeIgnored(at, source, context.dialect));
  // What is in the container is known when its tree is full.
  const found: MountSource =
    bind && !isInside
      ? findSource(context, { source, span: entry.span, at: entry.parts.source }, entry.options.includes("optional"))
      : { kind: "run-time" };
  if (found.kind === "lacking") return undefined;
  // A runtime of bundles gets the word whatever is written.
  if (bind && context.container.bundle === undefined) judgeBind(context, entry, source);
  if (found.kind === "host" && entry.type !== "dev" && (found.node.type === "directory") !== (entry.type === "dir")) {
    context.report(mountedType(at, entry.type, source, found.node.type));
  }
  const atRunTime = bind && found.kind === "run-time" && !isInside ? typeOfDevice(source) : undefined;
  if (atRunTime !== undefined && isOtherType(entry, atRunTime, autoDev)) context.report(mountedType(at, entry.type, source, atRunTime));
  if (entry.type === "file" && !bind && !hasBindOption(entry)) context.report(fileSystemOnFile(at, entry.fsType));
  const isDirectory = entry.type === "dir" || (entry.type === "dev" && showsDirectory(entry, found));
  if (!isDirectory && entry.destination.endsWith("/")) context.report(slashAfterFile(at, entry.destination, entry.parts.destination));
  const isInFreshDev = entry.type === "dev" && autoDev;
  const created =
    isInFreshDev && !hasCreateOption(entry) && !entry.options.includes("optional") ? [isDirectory ? "create=dir" : "create=file"] : [];
  const mount: Mount = {
    kind: "entry",
    isDevice: entry.type === "dev",
    source,
    destination: entry.destination,
    fsType: entry.fsType,
    options: [...entry.options, ...created],
    dump: entry.dump,
    fsck: entry.fsck,
    place: normalizePath(entry.destination),
    host: found.kind === "host" ? found.node.path : undefined,
    inside: undefined,
    unused: entry.unused.map(({ value, span }) => ({ value: `/${normalizePath(value)}`, span })),
    why: { reason: "MountPoints", span: entry.span },
    parts: entry.parts,
  };
  return { mount, isDirectory, isMade: isInFreshDev || (entry.type === "dev" && hasCreateOption(entry)) };
};

const RELATIVE_HELP = "name the path on the host: what moves into the container lies below /container/NAME/rootfs_dobby there";

/**
 * LXC takes the source of a bind as it stands: only `relative` makes one that does not begin at the root mean something. The name of a file
 * system may have lost its FsType, unless it says bind.
 */
const isRelative = (context: PlanContext, entry: MountEntry, source: string): boolean =>
  !source.startsWith("/") && !entry.options.includes("relative") && (hasBindOption(entry) || !isPseudo(context, source));

/** What is called like a file system that needs no source. */
const isPseudo = ({ config }: PlanContext, source: string): boolean => PSEUDO_FILE_SYSTEMS.has(source) || isListed(source, config.writable);

/** What a path below /dev can only be, where the rootfs has no devices. */
const typeOfDevice = (source: string): string | undefined => {
  if (deviceDirectory(source) !== undefined) return "directory";
  const type = numbersOfDevice(source)?.type;
  return type === undefined ? undefined : type === "b" ? "block" : "character";
};

/** Whether the mount point that the overlay has does not fit: in a fresh /dev there is none, and what LXC makes is judged by what create= says. */
const isOtherType = (entry: MountEntry, found: string, autoDev: boolean): boolean => {
  if (hasCreateOption(entry)) return false;
  return found === "directory" ? entry.type === "file" || (entry.type === "dev" && !autoDev) : entry.type === "dir";
};

/** A file system is mounted on a directory, and so is a directory of devices (/dev/snd). */
const showsDirectory = (entry: MountEntry, found: MountSource): boolean =>
  !hasHostSource(entry) || (found.kind === "host" && found.node.type === "directory");
