import type { Content, Extent } from "./source.ts";

/** The bytes of a run in a source. A source that ends inside of it is a bug: whoever made the extent has checked it. */
export const readExtent = ({ source, offset, length }: Extent): Uint8Array => {
  const bytes = new Uint8Array(length);
  const count = source.read(bytes, offset);
  if (count !== length) throw new Error(`${count} of ${length} bytes at ${offset}`);
  return bytes;
};

/** The bytes of an entry's content, wherever they are. */
export const readContent = (content: Content): Uint8Array => (content instanceof Uint8Array ? content : readExtent(content));
