import type { HostNode } from "../rootfs/host-rootfs.ts";
import type { FileOpener } from "./open-file.ts";

/** How a process of a container executes programs: what it hands to their loaders. */
export interface Invocation {
  readonly files: FileOpener;
  /** The value of LD_LIBRARY_PATH; empty where there is none. */
  readonly libraryPath: string;
  /** Whether a command or a script sets it, so that the container's own variable does not count or is not all. */
  readonly isLibraryPathOwn: boolean;
  /** Whether it may have more directories than are known. */
  readonly isLibraryPathOpen: boolean;
  /** What LD_PRELOAD names, in order. */
  readonly preloads: readonly string[];
  /** Whether a program gains rights when the process executes it, so that the kernel sets AT_SECURE (getauxval(3)). */
  readonly isSecure: (program: HostNode) => boolean;
  /** Whether /proc is mounted, from which a program learns where it lies itself. */
  readonly hasProc: boolean;
}
