import type { ByteSource, Content, Extent } from "./source.ts";

/** The bytes of an extent. A source that ends before it is a bug: whoever made the extent has seen its end. */
export const readExtent = (extent: Extent): Uint8Array => {
  const bytes = new Uint8Array(extent.length);
  if (extent.source.read(bytes, extent.offset) !== extent.length) throw endsWithin(extent);
  return bytes;
};

export const endsWithin = ({ offset, length }: Extent): Error => new Error(`the source ends within the ${length} bytes at ${offset}`);

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
