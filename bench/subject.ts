import { join } from "node:path";
import { type Command, lxcOverlay, OPTIONS, OUTPUT, peer, script } from "./command.ts";
import type { Input } from "./input.ts";
import { type Described, descriptions } from "./inputs/description.ts";
import { overlayOf } from "./inputs/tarballs.ts";

/** A rootfs with containers, what is done with them, and what tools for tarballs do with the same files. */
export interface Subject {
  readonly rootfs: Input;
  /** Of the first container. */
  readonly overlay: Input;
  /** `build` of the first containers, one if it is not said, with more options; another tarball may stand in for the rootfs. */
  readonly build: (name: string, how: Partial<How>) => Command;
  /** `apply` to a file of this ending. */
  readonly apply: (ending: string) => Command;
  readonly list: Command;
  /** The rootfs and the overlay behind each other in one archive. */
  readonly concatenate: Command;
  /** The same, and then what ours does as well: to wait until the disk has it. */
  readonly concatenateToDisk: Command;
}

export interface How {
  readonly output: string;
  readonly containers: number;
  readonly options: readonly string[];
  readonly from: Input;
}

/** Its files are called after the rootfs, and after what is different about the containers if there are several sets of them. */
export const subjectOf = (rootfs: Input, containers: readonly Described[], difference = ""): Subject => {
  const base = `${rootfs.path.replace(/\.tar$/, "")}${difference}`;
  const { input, files } = descriptions(`${base}-containers`, containers);
  const overlay = overlayOf(`${base}-overlay.tar`, rootfs, { input, files: files.slice(0, 1) });
  const build: Subject["build"] = (name, { output = join(OUTPUT, "overlay.tar"), containers: count = 1, options = [], from = rootfs }) =>
    lxcOverlay(name, ["build", ...OPTIONS, ...options, "-o", output, "-r", from.path, ...files.slice(0, count)], [from, input]);
  const both = [rootfs, overlay];
  const target = join(OUTPUT, "both.tar");
  const [a, b] = both.map(({ path }) => `@${path}`) as [string, string];
  return {
    rootfs,
    overlay,
    build,
    apply: (ending) =>
      lxcOverlay(`apply -o ${ending}`, ["apply", "-q", rootfs.path, overlay.path, "-o", join(OUTPUT, `merged.${ending}`)], both),
    list: peer("tar -tf", ["tar", "-tf", rootfs.path], [rootfs]),
    concatenate: peer("bsdtar -cf of both", ["bsdtar", "-cf", target, a, b], both),
    concatenateToDisk: script("bsdtar -cf of both, sync", `bsdtar -cf ${target} ${a} ${b}; sync ${target}`, both, ["bsdtar"]),
  };
};
