import type { HostNode } from "../rootfs/host-rootfs.ts";
import type { FileOpener } from "./open-file.ts";

/** How a process of a container executes programs: what it hands to their loaders. */
export interface Invocation {
  readonly files: FileOpener;
  /** The value of LD_LIBRARY_PATH; empty where there is none. */
  readonly libraryPath: string;
  /** What LD_PRELOAD names, in order. */
  readonly preloads: readonly string[];
  /** Whether a program gains rights when the process executes it, so that the kernel sets AT_SECURE (getauxval(3)). */
  readonly isSecure: (program: HostNode) => boolean;
  /** Whether /proc is mounted, from which a program learns where it lies itself. */
  readonly hasProc: boolean;
}
