import type { ByteSource } from "../bytes/source.ts";

/** What is read of the directory of an image layout. Every failure of the machine is thrown. */
export interface LayoutFiles {
  /** Whether there is a file of this name. */
  isFile(path: string): boolean;
  /** The bytes of a text; refuses what is too large to be one. */
  readFile(path: string): Uint8Array;
  /** Gives `use` the bytes of a file, and closes it when that ends. */
  withFile<T>(path: string, use: (bytes: ByteSource) => T): T;
}

/** What writes an image layout: files that appear together, or not at all. */
export interface LayoutOutputs {
  /** Makes a directory, unless it is there. */
  directory(path: string): void;
  write(path: string, chunks: Iterable<Uint8Array>): Promise<unknown>;
  /** Writes a file that is called by its sha256 into a directory, compressed with gzip where that is wanted. */
  writeBlob(
    directory: string,
    chunks: Iterable<Uint8Array>,
    form: "plain" | "gzip",
  ): Promise<{
    readonly sha256: string;
    /** In bytes. */
    readonly size: number;
  }>;
}
