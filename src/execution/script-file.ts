import type { HostNode, HostRootfs } from "../rootfs/host-rootfs.ts";
import { readHostRange, readHostText } from "../rootfs/read-file.ts";
import { LINE_BYTES, readScriptLine, type ScriptLine } from "./script-line.ts";

/** The first line of a file that is a script for the kernel: `#!` and an interpreter's name. */
export const scriptLineOf = (contents: HostRootfs, node: HostNode): ScriptLine | undefined =>
  node.size === 0 || (node.magic !== 0 && node.magic >>> 16 !== SHEBANG) ? undefined : readScriptLine(beginOf(contents, node));

/** `#!`; an entry's magic is 0 where it is not known. */
const SHEBANG = 0x2321;

/** As much of a file as the kernel looks at, a character a byte. */
export const beginOf = (contents: HostRootfs, node: HostNode): string =>
  node.size === 0 ? "" : Buffer.from(readHostRange(contents, node, 0, LINE_BYTES)).toString("latin1");

/** The text of a script; undefined for a larger one, which is not read. */
export const readScript = (contents: HostRootfs, node: HostNode): string | undefined => readHostText(contents, node, MAX_BYTES);

const MAX_BYTES = 256 * 1024;
