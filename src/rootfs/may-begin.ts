import type { HostNode } from "./host-rootfs.ts";

/** Whether a file begins with four bytes, or may do so, as far as its archive's headers tell. */
export const mayBegin = ({ type, size, magic }: Pick<HostNode, "type" | "size" | "magic">, wanted: number): boolean =>
  type === "file" && size > 0 && (magic === 0 || magic === wanted);
