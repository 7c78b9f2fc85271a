import { join } from "node:path";
import type { Parts } from "./parts.ts";
import { run } from "./run.ts";

/** Makes what a device boots from in the directory: Debian's part, and our init. Gives its path. */
export const makeInitrd = async (parts: Parts, work: string): Promise<string> => {
  const initrd = join(work, "initrd");
  const command = '{ bsdtar -c --format=newc --uid 0 --gid 0 -C "$2" init; cat "$1"; } > "$0"';
  await run("sh", "-c", command, initrd, parts.initrd, import.meta.dirname);
  return initrd;
};
