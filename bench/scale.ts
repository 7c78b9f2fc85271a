import { join } from "node:path";
import { CACHE, type Input } from "./input.ts";
import { DEBIAN, EXACT } from "./inputs/debian.ts";
import type { Described } from "./inputs/description.ts";
import { madeContainer } from "./inputs/made-container.ts";
import { madeRootfs } from "./inputs/tarballs.ts";
import type { Shape } from "./inputs/write-rootfs.ts";

/** How large all is: as on a device, or only to see that every command works. */
export interface Scale {
  readonly isQuick: boolean;
  /** Where its inputs are. */
  readonly directory: string;
  /** A rootfs of 60,000 entries and 1 GB. */
  readonly device: Shape;
  /** One of as many files of 300 bytes as a tarball of 1 GB holds. */
  readonly million: Shape;
  /** One with a directory of 100 MB, which `viewers` containers see. */
  readonly shared: Shape;
  readonly viewers: number;
  /** Programs and libraries for many containers, and little else. */
  readonly crowd: Shape;
  /** What is packed: a real rootfs, since no made one packs as those do. */
  readonly packing: {
    readonly rootfs: Input;
    readonly container: Described;
    /** Directories that are to be moved into the container, where the overlay itself has to be large. */
    readonly moves: readonly string[];
  };
  readonly growth: {
    readonly entries: readonly number[];
    readonly containers: readonly number[];
    readonly combinations: readonly number[];
    readonly libraries: readonly number[];
    readonly gigabytes: readonly number[];
  };
}

const SMALL: Shape = { entries: 4000, directories: 1100, libraries: 60, programs: 101, library: 5000, file: () => 300 };

export const withEntries = (shape: Shape, entries: number): Shape => ({
  ...shape,
  entries,
  directories: Math.max(10, Math.round((shape.directories * entries) / shape.entries / 10) * 10),
});

export const FULL: Scale = {
  isQuick: false,
  directory: join(CACHE, "full"),
  device: {
    entries: 60_000,
    directories: 5000,
    libraries: 600,
    programs: 300,
    library: 250_000,
    file: (random) => 900 + 27_400 * random,
  },
  million: { ...SMALL, entries: 1_000_000, directories: 80_000 },
  shared: { ...SMALL, directories: 200, entries: 2600, file: () => 45_000 },
  viewers: 30,
  crowd: { ...SMALL, entries: 14_000, directories: 5000, libraries: 400, programs: 500 },
  packing: { rootfs: DEBIAN, container: EXACT, moves: ["usr/share/vim", "usr/share/perl", "usr/share/locale"] },
  growth: {
    entries: [10_000, 30_000, 100_000, 300_000, 1_000_000],
    containers: [1, 5, 20, 100, 250, 500],
    combinations: [1, 2, 4, 12, 48],
    libraries: [10, 40, 100, 200, 400],
    gigabytes: [0.1, 0.5, 2, 4, 8],
  },
};

const QUICK_DIRECTORY = join(CACHE, "quick");
const QUICK_DEVICE: Shape = { ...SMALL, library: 20_000, file: (random) => 9000 * random };

export const QUICK: Scale = {
  isQuick: true,
  directory: QUICK_DIRECTORY,
  device: QUICK_DEVICE,
  million: SMALL,
  shared: FULL.shared,
  viewers: 3,
  crowd: SMALL,
  packing: {
    rootfs: madeRootfs(join(QUICK_DIRECTORY, "packing.tar"), QUICK_DEVICE),
    container: madeContainer(QUICK_DEVICE, 0),
    moves: ["usr/share/p1"],
  },
  growth: { entries: [2000, 4000], containers: [1, 5], combinations: [1, 2], libraries: [10, 40], gigabytes: [0.01, 0.02] },
};
