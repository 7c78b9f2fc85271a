import { readContent } from "../bytes/content.ts";
import type { ByteSource } from "../bytes/source.ts";
import { readConfLine, unquoted } from "../model/conf-line.ts";
import { AUTO_MOUNTED } from "../plan/auto-mounts.ts";
import { bundleOfConfig, containerOfConf } from "../plan/container-paths.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import type { ArchiveEntry } from "../tar/entry.ts";
import { bundleMounts } from "./bundle-mounts.ts";
import type { MountRecord } from "./mount-record.ts";

export type { MountRecord } from "./mount-record.ts";

/** A program that LXC runs for a container: lxc.container.conf(5), HOOKS. */
export interface HookRecord {
  readonly container: string;
  /** `mount` of lxc.hook.mount. */
  readonly hook: string;
  readonly command: string;
}

/** What the containers of an overlay mount, in the order in which their lxc.conf files have it, and their hooks. */
export interface MountRecords {
  readonly mounts: readonly MountRecord[];
  readonly hooks: readonly HookRecord[];
}

export const NO_MOUNTS: MountRecords = { mounts: [], hooks: [] };

/** Larger ones are none that this program wrote. */
const MAX_CONF = 4 * 1024 * 1024;

/** Reads what is mounted where from the overlay alone: from its lxc.conf files, and from the config.json of bundles. */
export const readMounts = (entries: Iterable<ArchiveEntry>, source: ByteSource): MountRecords => {
  const mounts: MountRecord[] = [];
  const hooks: HookRecord[] = [];
  for (const { path, type, size, contentOffset } of entries) {
    const isRead = type === "file" && size <= MAX_CONF;
    const [container, bundle] = isRead ? [containerOfConf(path), bundleOfConfig(path)] : [];
    if (container === undefined && bundle === undefined) continue;
    const text = Buffer.from(readContent({ source, offset: contentOffset, length: size })).toString("utf8");
    if (bundle !== undefined) mounts.push(...bundleMounts(bundle, text));
    if (container === undefined) continue;
    for (const line of text.split("\n")) {
      const { setting } = readConfLine(line);
      if (setting === undefined) continue;
      const { key, value } = setting;
      const [, hook] = /^lxc\.hook\.(?!version$)([a-z-]+)$/.exec(key) ?? [];
      if (hook !== undefined) hooks.push({ container, hook, command: unquoted(value) });
      if (key === "lxc.mount.entry") mounts.push(...entryOf(container, unquoted(value)));
      if (key === "lxc.mount.auto") mounts.push(...autoOf(container, unquoted(value)));
    }
  }
  return { mounts, hooks };
};

/** A line of fstab(5); LXC refuses one that lacks fields. */
const entryOf = (container: string, value: string): readonly MountRecord[] => {
  const [source, target, type, options] = value.split(/[ \t]+/).map(unescaped);
  if (source === undefined || target === undefined || type === undefined) return [];
  return [
    { container, target: `/${normalizePath(target)}`, source, type, options: (options ?? "").split(",").filter((each) => each !== "") },
  ];
};

/** White space and backslashes are in octal: getmntent(3). */
const unescaped = (field: string): string =>
  field.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** `proc:mixed sys:ro`: lxc.container.conf(5), lxc.mount.auto. */
const autoOf = (container: string, value: string): readonly MountRecord[] =>
  value.split(/\s+/).flatMap((word) => {
    const [name = "", ...options] = word.split(":");
    const mounted = Object.hasOwn(AUTO_MOUNTED, name) ? AUTO_MOUNTED[name] : undefined;
    return mounted === undefined ? [] : [{ container, target: `/${mounted.place}`, source: name, type: mounted.fsType, options }];
  });
