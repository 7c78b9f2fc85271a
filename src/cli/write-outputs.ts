import type { NewEntry } from "../tar/entry.ts";
import { writeArchive } from "../tar/write-archive.ts";
import { checkOutputs } from "./check-outputs.ts";
import { digestLine } from "./digest-line.ts";
import { DONE, type Session } from "./session.ts";

export interface WrittenFile {
  readonly path: string;
  readonly sha256: string;
}

export interface OutputsToWrite {
  readonly archives: readonly { readonly path: string; readonly entries: readonly NewEntry[] }[];
  /** A directory to make first. */
  readonly directory: string | undefined;
  /** One more file, whose text tells of the archives. */
  readonly report: { readonly path: string; readonly text: (written: readonly WrittenFile[]) => string } | undefined;
}

/** Ends a command that found no errors: writes its archives and report, all or none, and prints the archives' digests. */
export const writeOutputs = async (session: Session, { archives, directory, report }: OutputsToWrite): Promise<number> => {
  const { host } = session;
  checkOutputs(session, [...archives.map(({ path }) => path), report?.path]);
  const outputs = host.openOutputs();
  const written: WrittenFile[] = [];
  try {
    if (directory !== undefined) outputs.directory(directory);
    for (const { path, entries } of archives) written.push({ path, sha256: await outputs.write(path, writeArchive(entries)) });
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
