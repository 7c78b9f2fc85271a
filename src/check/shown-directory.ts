import type { Guarded } from "../linux/access.ts";
import { hasHostSource } from "../plan/mount-kind.ts";
import type { Mount } from "../plan/mount.ts";
import { lookup, pathOf } from "../rootfs/lookup.ts";
import { readAccounts } from "../rootfs/read-accounts.ts";
import { bootDirectory } from "../rootfs/tmpfiles.ts";
import type { ContainerContext } from "./container-context.ts";

/** A directory of the host that a container shows, as the device has it. */
export interface ShownDirectory extends Guarded {
  /** Its real path on the host. */
  readonly path: string;
  /** Whether tmpfiles.d(5) says what its mode and owner are. */
  readonly isMadeAtBoot: boolean;
}

/** What the container shows at a directory's path, where that is the host's directory of that path, be it there or made at boot. */
export const shownDirectory = (context: ContainerContext, directory: string): ShownDirectory | undefined => {
  const { plan, view, before, host } = context;
  const inside = lookup(view.rootfs, directory);
  const place = pathOf(inside);
  const path = place === undefined ? undefined : plan.rootfs === undefined ? place : sourceOf(context, view.originOf(place)?.mount, place);
  if (path === undefined) return undefined;
  const made = bootDirectory(host, readAccounts(before).value, path);
  const node = inside.kind === "found" ? inside.node : undefined;
  const shown = made === undefined ? node : { type: "directory", xattrs: new Map<string, Uint8Array>(), ...made };
  return shown && { ...shown, path, isMadeAtBoot: made !== undefined };
};

/** The real path on the host of what a mount shows at a place; undefined where it shows nothing of the host. */
const sourceOf = ({ before }: ContainerContext, mount: Mount | undefined, place: string): string | undefined => {
  if (mount === undefined || !hasHostSource(mount) || mount.inside !== undefined) return undefined;
  return pathOf(lookup(before, `${mount.source}${place.slice(mount.place.length)}`));
};
