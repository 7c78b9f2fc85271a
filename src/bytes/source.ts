/** Random access to bytes, however they are stored: a file, memory, a spooled stream. Offsets and sizes are in bytes. */
export interface ByteSource {
  readonly size: number;
  /** Fills `target` from `offset` on and returns how many bytes were there (fewer only at the end of the source). */
  read(target: Uint8Array, offset: number): number;
}

/** A run of bytes in a source. */
export interface Extent {
  readonly source: ByteSource;
  readonly offset: number;
  readonly length: number;
}

/** The content of an entry: bytes at hand, or a run in a source that is copied when it is written. */
export type Content = Uint8Array | Extent;
