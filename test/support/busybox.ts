import { elf } from "../check/check-of.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";

/** Names of applets, in the order of their table. */
export const NAMES: readonly string[] =
  "[ ash basename cat chmod cp dd echo env false grep kill ls mount nice nohup rm sed setsid sh sleep timeout true umount".split(" ");

/** BusyBox with a table of applets, and with more text. */
export const boxWith = (names: readonly string[], more = "", path = "bin/busybox"): EntrySketch & { readonly content: Buffer } => {
  const sketch = elf(path);
  const table = Buffer.from(`\x01\0BusyBox v1.35.0\0\x02\0${names.map((name) => `${name}\0`).join("")}\0/bin/x\0${more}`, "latin1");
  return { ...sketch, content: Buffer.concat([Buffer.from(sketch.content ?? ""), table]) };
};
