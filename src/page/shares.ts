import type { JudgedDevice } from "../check/judged-device.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import { bindsSource, hasFlag } from "../plan/mount-kind.ts";
import type { ContainerPlan } from "../plan/plan.ts";
import { sortUtf8 } from "../bytes/compare-utf8.ts";
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
    const binds = device.plan.containers.flatMap(bindsOf);
    for (const share of [...sharedPaths(binds, deviceTeller(device)), ...sharedBridges(device)]) shares.set(JSON.stringify(share), share);
  }
  return [...shares.values()];
};

/** A bind of something of the host. */
export interface Bind extends Sharer {
  /** On the host, without a leading slash. */
  readonly path: string;
  readonly isWritable: boolean;
}

/** What one container may write and another one sees; what lies in such a path, and is seen by the same, is not told again. */
export const sharedPaths = (binds: readonly Bind[], isDevice: (path: string) => boolean): readonly Share[] => {
  const written = sortUtf8([...new Set(binds.filter(({ isWritable }) => isWritable).map(({ path }) => path))]);
  const told: Share[] = [];
  for (const path of written) {
    const seen = binds.filter((each) => isUnder(each.path, path) || isUnder(path, each.path));
    const names = new Set(seen.map(({ container }) => container));
    const isTold = told.some(({ what, writers, readers }) => isUnder(`/${path}`, what) && [...writers, ...readers].length === seen.length);
    if (names.size < 2 || isTold) continue;
    told.push({
      kind: isDevice(path) ? "device" : "path",
      what: `/${path}`,
      writers: sharers(seen.filter(({ isWritable }) => isWritable)),
      readers: sharers(seen.filter(({ isWritable }) => !isWritable)),
    });
  }
  return told;
};

const bindsOf = ({ name, mounts }: ContainerPlan): readonly Bind[] =>
  mounts
    .filter((mount) => bindsSource(mount) && mount.inside === undefined)
    .map((mount) => ({
      container: name,
      place: `/${mount.place}`,
      path: mount.host ?? normalizePath(mount.source),
      isWritable: !hasFlag(mount, "ro"),
    }));

/** Device nodes are shared by nature: what a driver makes of it, nobody can tell from here. */
const deviceTeller = ({ plan, views }: JudgedDevice): ((path: string) => boolean) => {
  const named = new Set(
    plan.containers.flatMap(({ mounts }) =>
      mounts.filter(({ isDevice }) => isDevice).map(({ host, source }) => host ?? normalizePath(source)),
    ),
  );
  return (path) => {
    const type = views.host.nodes.get(path)?.type;
    return type === "character" || type === "block" || named.has(path) || /^dev\/[^/]+$/.test(path);
  };
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
