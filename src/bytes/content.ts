import type { ByteSource, Content, Extent } from "./source.ts";

/** The bytes of an extent. A source that ends before it is a bug: whoever made the extent has seen its end. */
export const readExtent = (extent: Extent): Uint8Array => {
  const bytes = new Uint8Array(extent.length);
  fillFrom(extent, bytes, 0);
  return bytes;
};

/** Fills `target` with an extent's bytes from its `begin`-th one on. */
const fillFrom = (extent: Extent, target: Uint8Array, begin: number): void => {
  const count = extent.source.read(target, extent.offset + begin);
  if (count !== target.length) throw new Error(`the source ends within the ${extent.length} bytes at ${extent.offset}`);
};

export const readContent = (content: Content): Uint8Array => (content instanceof Uint8Array ? content : readExtent(content));

/** The bytes of a content, in pieces that are the caller's until the next one. A source that has become shorter ends them early. */
export function* chunksOf(content: Content): Generator<Uint8Array> {
  if (content instanceof Uint8Array) {
    yield content;
    return;
  }
  const { source, offset, length } = content;
  const window = new Uint8Array(Math.min(WINDOW, length));
  for (let done = 0; done < length;) {
    const count = source.read(window.subarray(0, length - done), offset + done);
    if (count === 0) return;
    yield window.subarray(0, count);
    done += count;
  }
}

/** A source as a whole. */
export const allOf = (source: ByteSource): Extent => ({ source, offset: 0, length: source.size });

const WINDOW = 1024 * 1024;
