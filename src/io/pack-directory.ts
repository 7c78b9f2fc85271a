import { execFileSync } from "node:child_process";
import { findTools } from "./find-tool.ts";
import { HostError } from "./host.ts";
import type { TarMaker } from "./spool-tool.ts";

/**
 * What makes a directory one tarball, always the same: GNU tar, which pseudo(1) and fakeroot(1) can lie to. Sorted, owners as numbers, all
 * extended attributes, the times of modification and no others; the name of a pax header would hold tar's process ID. Throws a HostError
 * if there is no GNU tar.
 */
export const directoryPacker = (directory: string): TarMaker => ({
  file: directory,
  program: gnuTar(directory),
  words: [
    "--create",
    "--sort=name",
    "--numeric-owner",
    "--xattrs",
    "--xattrs-include=*",
    "--format=posix",
    "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime",
    `--directory=${directory}`,
    "--file=-",
    ".",
  ],
  leftOutIn: (line) => /^\S+: \.\/(.*): socket ignored$/.exec(line)?.[1],
});

const gnuTar = (directory: string): string => {
  const found = ["tar", "gtar"].flatMap(findTools).find(isGnuTar);
  if (found === undefined) throw new HostError(directory, "is a directory, which GNU tar makes a tarball of, and that is not installed");
  return found;
};

const isGnuTar = (program: string): boolean => {
  try {
    return execFileSync(program, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).includes("(GNU tar)");
  } catch {
    return false;
  }
};
