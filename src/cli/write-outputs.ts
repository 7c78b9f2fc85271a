import type { Host, Outputs } from "../io/host.ts";
import type { NewEntry } from "../tar/entry.ts";
import { writeArchive } from "../tar/write-archive.ts";
import { digestLine } from "./digest-line.ts";
import { DONE, type Session } from "./session.ts";

export interface WrittenFile {
  readonly path: string;
  readonly sha256: string;
  /** Whose overlay alone it is (`--split`). */
  readonly container?: string | undefined;
}

export interface OutputsToWrite {
  /** Writes what the command makes, and tells of it; `undefined`: errors were found, and nothing is to be written. */
  readonly write: (outputs: Outputs) => Promise<readonly WrittenFile[] | undefined>;
  /** More files. */
  readonly beside?: readonly OutputFile[];
}

/** A file whose text tells of what was written. */
export interface OutputFile {
  readonly path: string;
  readonly text: (written: readonly WrittenFile[]) => string;
}

/** Ends a command that found no errors so far: writes its outputs and what stands beside them, all or none, and prints the outputs' digests. */
export const writeOutputs = async (session: Session, { write, beside = [] }: OutputsToWrite): Promise<number> => {
  const { host } = session;
  const written = await commitOutputs(host, async (outputs) => {
    const files = await write(outputs);
    if (files === undefined) return NOTHING;
    for (const { path, text } of beside) await outputs.write(path, [Buffer.from(text(files))]);
    return files;
  });
  const code = session.conclude();
  if (written === NOTHING) return code;
  for (const { path, sha256 } of written) {
    if (path !== "-") await host.print(digestLine(sha256, path));
    else if (session.talks) host.log(digestLine(sha256, path));
  }
  return DONE;
};

/** The outputs are not to appear. */
const NOTHING = Symbol("nothing");

/** Writes outputs that appear together if `write` does not fail and does not give NOTHING. */
export const commitOutputs = async <T>(
  host: Host,
  write: (outputs: Outputs) => Promise<T>,
  use: "kept" | "scratch" = "kept",
): Promise<T> => {
  const outputs = host.openOutputs(use);
  try {
    const value = await write(outputs);
    if (value !== NOTHING) await outputs.commit();
    return value;
  } finally {
    outputs.discard();
  }
};

/** Writes each archive to its path. */
export const writeArchives = async (
  outputs: Outputs,
  archives: readonly { readonly path: string; readonly entries: Iterable<NewEntry>; readonly container?: string | undefined }[],
): Promise<readonly WrittenFile[]> => {
  const written: WrittenFile[] = [];
  for (const { path, entries, container } of archives)
    written.push({ path, sha256: await outputs.write(path, writeArchive(entries)), container });
  return written;
};
