import type { Outputs } from "../io/host.ts";
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
  /** Writes what the command makes, and tells of it. */
  readonly write: (outputs: Outputs) => Promise<readonly WrittenFile[]>;
  /** One more file, whose text tells of what was written. */
  readonly report?: { readonly path: string; readonly text: (written: readonly WrittenFile[]) => string } | undefined;
}

/** Ends a command that found no errors: writes its outputs and report, all or none, and prints the outputs' digests. */
export const writeOutputs = async (session: Session, { write, report }: OutputsToWrite): Promise<number> => {
  const { host } = session;
  const outputs = host.openOutputs();
  let written: readonly WrittenFile[];
  try {
    written = await write(outputs);
    if (report !== undefined) await outputs.write(report.path, [Buffer.from(report.text(written))]);
    outputs.commit();
  } finally {
    outputs.discard();
  }
  session.conclude();
  for (const { path, sha256 } of written) {
    if (path !== "-") await host.print(digestLine(sha256, path));
    else if (session.talks) host.log(digestLine(sha256, path));
  }
  return DONE;
};

/** Writes each archive to its path. */
export const writeArchives = async (
  outputs: Outputs,
  archives: readonly { readonly path: string; readonly entries: readonly NewEntry[]; readonly container?: string | undefined }[],
): Promise<readonly WrittenFile[]> => {
  const written: WrittenFile[] = [];
  for (const { path, entries, container } of archives)
    written.push({ path, sha256: await outputs.write(path, writeArchive(entries)), container });
  return written;
};
