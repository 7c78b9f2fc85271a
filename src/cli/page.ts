import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type InputRecord, inputsOf } from "../report/build-record.ts";
import { replacer } from "../fix/replacements.ts";
import type { Difference } from "../diff/difference.ts";
import type { ListedTarball } from "../layout/list-tarball.ts";
import { writeDiffPage } from "../page/html/write-diff-page.ts";
import { diffPage } from "../page/release/diff-page.ts";
import { readRelease } from "../page/release/release.ts";
import { writePage } from "../page/html/write-page.ts";
import { pageOfBuild, type PageInput } from "../page/page-of-build.ts";
import { linesOfTexts } from "../parse/text-lines.ts";
import type { Built } from "./built.ts";
import { CATALOGUE } from "./catalogue.ts";
import { describeMode } from "./describe-run.ts";
import { isTagOf } from "./of-text.ts";
import { type Arguments, lastOf } from "./parse-arguments.ts";
import { textsOf } from "./run-build.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";
import { commitOutputs, type OutputFile } from "./write-outputs.ts";

/** The file that --page names. Throws a UsageError. */
export const readPagePath = (args: Arguments): string | undefined => {
  const path = lastOf(args, "page");
  if (path === "-") throw new UsageError("--page names a file of its own", args.command);
  return path;
};

/** The page of a build as a file to be written; nothing where none is asked for. `inputs` tells what was read. */
export const pageFiles = ({ args, host }: Session, built: Built, inputs: () => readonly InputRecord[]): readonly OutputFile[] => {
  const path = readPagePath(args);
  return path === undefined ? [] : [{ path, text: () => pageText(built, { version: host.version, inputs: inputs() }) }];
};

/** Writes the page of a build that has no other outputs; `more` was found when these were looked at. Throws a HostError. */
export const writePageAlone = async (session: Session, built: Built, more: readonly Diagnostic[]): Promise<void> => {
  const { input, result } = built;
  const whole = { ...built, result: { ...result, diagnostics: [...result.diagnostics, ...more] } };
  for (const { path, text } of pageFiles(session, whole, () => inputsOf(input)))
    await commitOutputs(session.host, (outputs) => outputs.write(path, [Buffer.from(text([]))]));
};

interface Releases {
  readonly before: ListedTarball;
  readonly after: ListedTarball;
  readonly differences: readonly Difference[];
}

/** Writes the page of two overlays, if one is asked for. Throws a HostError. */
export const writeReleasePage = async ({ args, host }: Session, { before, after, differences }: Releases): Promise<void> => {
  const path = readPagePath(args);
  if (path === undefined) return;
  const named = (tarball: ListedTarball) => ({ name: tarball.file, release: readRelease(tarball) });
  const page = diffPage({ before: named(before), after: named(after), differences, version: host.version });
  await commitOutputs(host, (outputs) => outputs.write(path, [Buffer.from(writeDiffPage(page))]));
};

const pageText = ({ input, result, causes = new Map() }: Built, told: Pick<PageInput, "version" | "inputs">): string =>
  writePage(
    pageOfBuild({
      ...told,
      result,
      causes,
      mode: describeMode(input, result),
      linesOf: linesOfTexts(textsOf(input)),
      replacementsOf: replacer(input.descriptions, isTagOf(input.config)),
      titleOf: (code) => CATALOGUE.find((each) => each.code === code)?.title ?? code,
    }),
  );
