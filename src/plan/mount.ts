import type { EntryParts, Spanned } from "../model/container.ts";
import { normalizePath } from "../linux/path-spelling.ts";
import type { Why } from "./why.ts";

/** One mount of a container, as mount(2) and fstab(5) name its parts. */
export interface Mount {
  /** What asked for it: an entry of MountPoints, LibsRoBindMounts, Dbus or Logging. */
  readonly kind: "entry" | "library" | "dbus" | "logging";
  /** Whether an entry of MountPoints is of type="dev": devices may be used through it. */
  readonly isDevice: boolean;
  /** As the description or the format has it, unescaped. */
  readonly source: string;
  /** Relative to the container's root, as the description or the format has it, unescaped. */
  readonly destination: string;
  readonly fsType: string;
  readonly options: readonly string[];
  readonly dump: number;
  readonly fsck: number;
  /** The destination, normalised: no empty and `.` segments, no slash at either end. */
  readonly place: string;
  /** Real path in the host rootfs of what is bound; absent for pseudo file systems and for what the device makes at run time. */
  readonly host: string | undefined;
  /** Where a source lies that LXC takes from the container's root; absent for sources of the host, and for what the device makes at run time. */
  readonly inside: InsideSource | undefined;
  /** Paths below a dir entry, on the host or in the container, whose ELF dependencies do not count; absolute. */
  readonly unused: readonly Spanned<string>[];
  readonly why: Why;
  /** Where the parts of an entry of MountPoints stand; absent for what is generated. */
  readonly parts?: EntryParts;
}

/** A source that LXC takes from the container's root (the option `relative`). `host` is what it shows of the host, if it does. */
export interface InsideSource {
  /** Its real place in the container; absent where a symlink leads out of it, to the host. */
  readonly place: string | undefined;
  /** The place in the container's own tree that it shows, if it does. */
  readonly own: string | undefined;
}

/** What decides about the bind of one path to the same place in the container. */
export type BindSketch = Pick<Mount, "kind" | "options" | "host" | "why">;

/** The bind of a host path (absolute) to the same place in the container. */
export const bindOf = (source: string, { kind, options, host, why }: BindSketch): Mount => ({
  kind,
  isDevice: false,
  source,
  destination: source.slice(1),
  fsType: "none",
  options,
  dump: 0,
  fsck: 0,
  place: normalizePath(source),
  host,
  inside: undefined,
  unused: [],
  why,
});

/** The absolute path of what a mount binds, on the host or, where only the container has it, there: what config.ini's lists are asked for. */
export const boundPath = ({ source, host, inside }: Mount): string => (inside === undefined ? source : `/${host ?? normalizePath(source)}`);
