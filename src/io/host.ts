import type { ByteSource } from "../bytes/source.ts";

/** The commands' only door to files, processes, the environment and the terminal. Every failure of the machine is a HostError. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether standard error is a terminal. */
  readonly terminal: boolean;
  /** How wide the terminal is just now. */
  columns(): number;
  /** Of the program. */
  readonly version: string;
  /** The config.ini that is part of the program. */
  readonly shippedConfig: Uint8Array;
  /** Whether there is a file of this name. */
  isFile(path: string): boolean;
  /** The path without symlinks, as far as it is there: two paths that name one file have the same. */
  realPath(path: string): string;
  /** The path as it is called from the working directory; one that is not absolute is left as it is. */
  relativePath(path: string): string;
  /** The bytes of a text; refuses what is too large to be one. */
  readFile(path: string): Uint8Array;
  /** The first bytes of a file, at most so many. */
  readStart(path: string, length: number): Uint8Array;
  /** Gives `use` what opens tarballs; what it opened is closed when `use` ends. One that was changed meanwhile is a HostError. */
  withTarballs<T>(use: (door: TarballDoor) => Promise<T>): Promise<T>;
  /** Gives `use` the bytes of a file as they are, and closes it. */
  withFile<T>(path: string, use: (bytes: ByteSource) => T): T;
  /** Opens outputs that are kept, so that a failure of the power loses none, or that lie in a temporary directory. */
  openOutputs(use?: "kept" | "scratch"): Outputs;
  /** Gives `use` a directory of its own, which is removed when it ends. */
  withTemporaryDirectory<T>(use: (directory: string) => Promise<T>): Promise<T>;
  /** Runs oras(1); one that is missing, too old or too slow is a HostError. */
  runOras(args: readonly string[], options: ToolOptions): Promise<ToolResult>;
  /** Writes to standard output. */
  print(text: string): Promise<void>;
  /** Writes to standard error. */
  log(text: string): void;
}

/** What opens tarballs, and keeps what is made of them until all are closed. */
export interface TarballDoor {
  /** Opens a tarball, `-` being standard input, or what can be made one; `progress` hears the bytes unpacked so far. */
  open(path: string, progress: (bytes: number) => void): Promise<OpenedTarball>;
  /** Gives the uncompressed bytes of what lies in an opened tarball, which messages call `file`. */
  unpack(file: string, source: ByteSource): Promise<ByteSource>;
  /** Keeps bytes in a temporary file, which messages call `file`. */
  spool(file: string, chunks: Iterable<Uint8Array>): ByteSource;
}

/** The bytes of an uncompressed tarball. */
export interface OpenedTarball {
  readonly source: ByteSource;
  /** `image`: a tool made them of a file system's image, and its version decides them. */
  readonly origin: "tarball" | "directory" | "image";
  /** Paths in a directory that no tarball can hold. */
  readonly leftOut: readonly string[];
}

/** Files that appear together, whole, or not at all. */
export interface Outputs {
  /** Makes a directory for outputs, unless it is there. */
  directory(path: string): void;
  /** Writes a file beside its place and gives the sha256 of what was written; `*.gz` is compressed, `-` is standard output. */
  write(path: string, chunks: Iterable<Uint8Array>): Promise<string>;
  /** Makes a symlink. */
  link(path: string, target: string): void;
  /** Writes a file that is there anew, its mode and owner kept; symlinks to it stay. One that may not be written, or is no regular file, is a HostError. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
  /** Writes a file that is called by its sha256 into a directory, compressed with gzip where that is wanted. */
  writeBlob(directory: string, chunks: Iterable<Uint8Array>, form: "plain" | "gzip"): Promise<BlobSize>;
  /**
   * Puts every file in its place, in the order they were written; if one can't be, what was there comes back. Fails if an input that is open
   * was changed meanwhile.
   */
  commit(): Promise<void>;
  /** Removes what was not committed. */
  discard(): void;
}

export interface ToolOptions {
  /** In seconds. */
  readonly timeout: number;
  /** Hears of each line that the tool prints. */
  readonly onLine?: (line: string) => void;
}

export interface ToolResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface BlobSize {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

/** The machine failed: a file that can't be read, a tool that is missing. `file` is what it was about. */
export class HostError extends Error {
  readonly file: string;
  readonly code: string | undefined;

  constructor(file: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "HostError";
    this.file = file;
    this.code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
  }
}
