import { isMadeLater, madeAtBoot, realSource } from "../check/made-at-boot.ts";
import { hasFlag } from "../plan/mount-kind.ts";
import type { Mount } from "../plan/mount.ts";
import type { HostRootfs } from "../rootfs/host-rootfs.ts";
import { isUnder } from "../rootfs/paths.ts";
import type { Service } from "../rootfs/services.ts";
import type { Launched } from "./launched.ts";

/** A directory of the host that a boot has to make for a container. */
export interface BootDirectory {
  /** As the mount has it. */
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
  /** Whose it is, in words. */
  readonly reason: string;
  readonly mount: Mount;
}

interface Place {
  readonly path: string;
  readonly container: Launched;
  readonly mount: Mount;
  readonly isWritten: boolean;
}

/**
 * The directories that containers mount and that no tmpfiles.d(5) and no service of the host makes, by container. Whoever may write into one
 * owns it, the first of several; what nobody writes into is root's. One inside another's belongs to whoever fills that.
 */
export const bootDirectories = (
  host: HostRootfs,
  containers: readonly Launched[],
  services: readonly Service[],
): ReadonlyMap<string, readonly BootDirectory[]> => {
  const isMade = madeAtBoot(host, services);
  const places = containers
    .flatMap((container) => container.mounts.map((mount) => placeOf(host, container, mount)))
    .flatMap((place) => (place !== undefined && !isMade(place.path) ? [place] : []));
  const paths = [...new Set(places.map(({ path }) => path))].filter(
    (path) => !places.some((other) => other.isWritten && other.path !== path && isUnder(path, other.path)),
  );
  const owned = paths.flatMap((path) => {
    const same = places.filter((place) => place.path === path);
    const owner = same.find(({ isWritten }) => isWritten) ?? same[0];
    return owner === undefined ? [] : [owner];
  });
  return new Map(containers.map((each) => [each.name, owned.filter(({ container }) => container === each).map(directoryOf)]));
};

const placeOf = (host: HostRootfs, container: Launched, mount: Mount): Place | undefined =>
  isMadeLater(host, container, mount)
    ? { path: realSource(host, mount.source), container, mount, isWritten: !hasFlag(mount, "ro") }
    : undefined;

const directoryOf = ({ container: { name, launcher }, mount, isWritten, path }: Place): BootDirectory => {
  const { uid, gid, userName } = launcher.start.process;
  return isWritten
    ? { path: `/${path}`, uid, gid, mount, reason: `${name} writes into it as ${userName ?? "root"}` }
    : { path: `/${path}`, uid: 0, gid: 0, mount, reason: `${name} mounts it, and may not write into it` };
};
