import type { ByteSource, Content, Extent } from "./source.ts";

/** The bytes of an extent. A source that ends before it is a bug: whoever made the extent has seen its end. */
export const readExtent = (extent: Extent): Uint8Array => {
  const bytes = new Uint8Array(extent.length);
  fillFrom(extent, bytes, 0);
  return bytes;
};

/** Fills `target` with an extent's bytes from its `begin`-th one on. */
export const fillFrom = (extent: Extent, target: Uint8Array, begin: number): void => {
  const count = extent.source.read(target, extent.offset + begin);
  if (count !== target.length) throw new Error(`the source ends within the ${extent.length} bytes at ${extent.offset}`);
};

export const readContent = (content: Content): Uint8Array => (content instanceof Uint8Array ? content : readExtent(content));

/** All bytes of a source, in pieces that are the caller's until the next one. */
export function* chunksOf(source: ByteSource): Generator<Uint8Array> {
  const window = new Uint8Array(Math.min(WINDOW, source.size));
  for (let offset = 0; offset < source.size;) {
    const count = source.read(window, offset);
    if (count === 0) return;
    yield window.subarray(0, count);
    offset += count;
  }
}

const WINDOW = 1024 * 1024;
