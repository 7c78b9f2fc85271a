import { readContent } from "../../bytes/content.ts";
import type { ByteSource } from "../../bytes/source.ts";
import { CONTAINERS, containerOfConf } from "../../plan/container-paths.ts";
import { capsOf } from "../../report/entry-record.ts";
import { type MountRecord, readMounts } from "../../report/mounts.ts";
import { isUnder } from "../../rootfs/paths.ts";
import type { ArchiveEntry } from "../../tar/entry.ts";
import { type Share, sharedPaths } from "../shares.ts";
import { type Trait, trait } from "../trait.ts";
import { mountTrait } from "../traits/mount-traits.ts";
import { confTraits } from "./conf-traits.ts";

/** What an overlay makes of a device, as its own files tell. */
export interface Release {
  /** By the names of its containers. */
  readonly containers: ReadonlyMap<string, readonly Trait[]>;
  /** What it changes outside its containers. */
  readonly host: readonly Trait[];
  readonly shares: readonly Share[];
}

/** Reads an overlay's configurations, and what lies in it outside of containers. */
export const readRelease = ({ entries, source }: { readonly entries: Iterable<ArchiveEntry>; readonly source: ByteSource }): Release => {
  const all = [...entries];
  const { mounts, hooks } = readMounts(all, source);
  const containers = new Map<string, readonly Trait[]>();
  for (const { path, type, size, contentOffset } of all) {
    const name = type === "file" && size <= MAX_CONF ? containerOfConf(path) : undefined;
    if (name === undefined) continue;
    const text = Buffer.from(readContent({ source, offset: contentOffset, length: size })).toString("utf8");
    containers.set(name, [
      ...confTraits(text),
      ...mounts.filter(({ container }) => container === name).map(mountOf),
      ...hooks
        .filter(({ container }) => container === name)
        .map(({ hook, command }) => trait("settings", `hook ${hook}`, { value: command })),
    ]);
  }
  return { containers, host: all.flatMap(hostTrait), shares: sharedPaths(mounts.flatMap(bindOf), () => false) };
};

/** Larger ones are none that this program wrote. */
const MAX_CONF = 4 * 1024 * 1024;

const mountOf = ({ target, source, type, options }: MountRecord): Trait =>
  mountTrait({ place: target, source, mount: { fsType: type, options } });

const hostTrait = (entry: ArchiveEntry): readonly Trait[] => {
  const { path, type, target } = entry;
  if (type === "directory" || isUnder(path, CONTAINERS)) return [];
  const [, directory = "", removed] = /^(.*\/)?\.wh\.([^/]+)$/.exec(path) ?? [];
  if (removed !== undefined) return [trait("host", `/${directory}${removed}`, { value: "leaves the host" })];
  const caps = capsOf(entry);
  if (caps !== undefined)
    return [trait("host", `/${path}`, { value: `has the capabilities ${caps} for everybody on the host`, powers: ["file capabilities"] })];
  return [trait("host", `/${path}`, { value: type === "symlink" ? `a symlink to ${target}` : "put on the host" })];
};

const bindOf = ({ container, target, source, type, options }: MountRecord) => {
  const isBind = type === "none" || type === "bind" || options.includes("bind") || options.includes("rbind");
  return isBind && source.startsWith("/") && !options.includes("relative")
    ? [{ container, place: target, path: source.slice(1), isWritable: options.lastIndexOf("ro") <= options.lastIndexOf("rw") }]
    : [];
};
