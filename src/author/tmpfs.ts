import type { User } from "../rootfs/accounts.ts";
import type { DraftMount } from "./draft.ts";

interface Tmpfs {
  readonly place: string;
  readonly size: string;
  readonly mode?: string;
  readonly user: User | undefined;
  /** Whether it lies in another tmpfs, in which its mount point has to be made. */
  readonly isInRun?: boolean;
  readonly why: string;
}

/** A tmpfs that belongs to the container's user. */
export const ownedTmpfs = ({ place, size, mode = "0755", user, isInRun = false, why }: Tmpfs): DraftMount =>
  tmpfs(
    place,
    `size=${size},mode=${mode}${user === undefined ? "" : `,uid=${user.uid},gid=${user.gid}`}${isInRun ? ",create=dir" : ""}`,
    why,
  );

/** A tmpfs that everybody may write. */
export const sharedTmpfs = (place: string, size: string, why: string): DraftMount => tmpfs(place, `size=${size},mode=1777`, why);

const tmpfs = (place: string, options: string, why: string): DraftMount => ({
  type: "dir",
  source: "tmpfs",
  destination: place,
  fsType: "tmpfs",
  options: `nosuid,nodev,noexec,${options}`,
  why,
});
