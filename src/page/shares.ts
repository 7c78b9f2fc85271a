import type { JudgedDevice } from "../check/judged-device.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import type { Mount } from "../plan/mount.ts";
import { bindsSource, hasFlag } from "../plan/mount-kind.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { isUnder } from "../rootfs/paths.ts";
import { settingOf } from "./traits/network-traits.ts";

/** Something of the host through which containers can reach each other. */
export interface Share {
  readonly kind: "path" | "device" | "bridge";
  /** A path of the host, or the name of a bridge. */
  readonly what: string;
  readonly writers: readonly Sharer[];
  readonly readers: readonly Sharer[];
}

export interface Sharer {
  readonly container: string;
  /** Where it sees it; nothing for a bridge. */
  readonly place: string;
}

/** What a container may write that another one sees, and bridges that several are on. */
export const sharesOf = (devices: readonly JudgedDevice[]): readonly Share[] => {
  const shares = new Map<string, Share>();
  for (const device of devices) {
    for (const share of [...sharedPaths(device), ...sharedBridges(device)]) shares.set(JSON.stringify(share), share);
  }
  return [...shares.values()];
};

/** A bind of something of the host. */
interface Bind extends Sharer {
  readonly path: string;
  readonly mount: Mount;
  readonly isWritable: boolean;
}

const sharedPaths = (device: JudgedDevice): readonly Share[] => {
  const binds = device.plan.containers.flatMap(bindsOf);
  const written = [...new Set(binds.filter(({ isWritable }) => isWritable).map(({ path }) => path))].sort(compareUtf8);
  const told: Share[] = [];
  for (const path of written) {
    const seen = binds.filter((each) => isUnder(each.path, path) || isUnder(path, each.path));
    const names = new Set(seen.map(({ container }) => container));
    const isTold = told.some(({ what, writers, readers }) => isUnder(`/${path}`, what) && [...writers, ...readers].length === seen.length);
    if (names.size < 2 || isTold) continue;
    told.push({
      kind: isDevice(device, path, seen) ? "device" : "path",
      what: `/${path}`,
      writers: sharers(seen.filter(({ isWritable }) => isWritable)),
      readers: sharers(seen.filter(({ isWritable }) => !isWritable)),
    });
  }
  return told;
};

const bindsOf = ({ name, mounts }: JudgedDevice["plan"]["containers"][number]): readonly Bind[] =>
  mounts
    .filter((mount) => bindsSource(mount) && mount.inside === undefined)
    .map((mount) => ({
      container: name,
      place: `/${mount.place}`,
      path: mount.host ?? normalizePath(mount.source),
      mount,
      isWritable: !hasFlag(mount, "ro"),
    }));

/** Device nodes are shared by nature: what a driver makes of it, nobody can tell from here. */
const isDevice = ({ views }: JudgedDevice, path: string, seen: readonly Bind[]): boolean => {
  const type = views.host.nodes.get(path)?.type;
  return type === "character" || type === "block" || seen.some(({ mount }) => mount.isDevice) || /^dev\/[^/]+$/.test(path);
};

const sharers = (binds: readonly Bind[]): readonly Sharer[] => binds.map(({ container, place }) => ({ container, place }));

const sharedBridges = ({ plan }: JudgedDevice): readonly Share[] => {
  const links = new Map<string, string[]>();
  for (const { name, conf } of plan.containers)
    for (const link of new Set(conf.networks.flatMap((each) => settingOf(each, "Link") ?? [])))
      links.set(link, [...(links.get(link) ?? []), name]);
  return [...links]
    .filter(([, names]) => names.length > 1)
    .map(([what, names]) => ({ kind: "bridge", what, writers: names.map((container) => ({ container, place: "" })), readers: [] }));
};
