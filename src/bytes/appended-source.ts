import type { ByteSource } from "./source.ts";

/** A source, and bytes behind its end. */
export const appendedSource = (base: ByteSource, more: Uint8Array): ByteSource => ({
  size: base.size + more.length,
  read: (target, offset) => {
    const own = Math.max(0, Math.min(target.length, base.size - offset));
    const count = own === 0 ? 0 : base.read(target.subarray(0, own), offset);
    if (count < own) return count;
    const begin = Math.max(0, offset - base.size);
    const part = more.subarray(begin, begin + target.length - own);
    target.set(part, own);
    return own + part.length;
  },
});
