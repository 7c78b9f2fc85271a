import type { BuildInput, BuildResult } from "../build.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type ChangedFile, unifiedDiff } from "../diff/unified-diff.ts";
import { type Mended, mend } from "../fix/mend.ts";
import type { ReadHost } from "../rootfs/read-host.ts";
import { lastOf } from "./parse-arguments.ts";
import { isOfText, isTagOf } from "./of-text.ts";
import type { Built, Judge } from "./built.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";
import { commitOutputs } from "./write-outputs.ts";

/** Fixes of descriptions: made while they are checked, written afterwards. */
export interface Fixes {
  /** Mends descriptions and checks what came of it. Throws a UsageError for one that is given twice. */
  readonly run: (input: BuildInput, read: ReadHost) => Built;
  /** Rewrites the descriptions' files, or prints how they would differ. Throws a HostError. */
  readonly write: () => Promise<void>;
}

/** What `check --fix` does; `judge` is how descriptions are checked. */
export const openFixes = (session: Session, judge: Judge): Fixes => {
  const { args, host } = session;
  const isPrinted = lastOf(args, "fix") === "diff";
  let changed: readonly ChangedFile[] = [];
  let fixed: readonly Diagnostic[] = [];
  const run = (input: BuildInput, read: ReadHost): Built => {
    const places = input.descriptions.map(({ file }) => host.realPath(file));
    const twice = input.descriptions.find((_, index) => places.indexOf(places[index] ?? "") < index);
    if (twice !== undefined) throw new UsageError(`${twice.file} is given twice: --fix changes each description once`, args.command);
    const mended = mendInput(input, (other) => judge(other, read));
    changed = input.descriptions.flatMap(({ file, bytes }, index) => {
      const after = mended.descriptions[index]?.bytes ?? bytes;
      return after === bytes ? [] : [{ file, before: bytes, after }];
    });
    fixed = mended.fixed;
    return { input: withTexts(input, mended.descriptions), result: mended.result };
  };
  const write = async (): Promise<void> => {
    if (isPrinted) await commitOutputs(host, (outputs) => outputs.write("-", [unifiedDiff(changed)]));
    else
      await commitOutputs(host, async (outputs) => {
        for (const { file, after } of changed) await outputs.replace(file, after);
      });
    session.outcome(summaryOf(changed, fixed, isPrinted));
  };
  return { run, write };
};

const summaryOf = (changed: readonly ChangedFile[], fixed: readonly Diagnostic[], isPrinted: boolean): string => {
  if (changed.length === 0) return "nothing to fix";
  const counts = new Map<string, number>();
  for (const { code } of fixed) counts.set(code, (counts.get(code) ?? 0) + 1);
  const codes = [...counts].map(([code, count]) => `${count} ${code}`).join(", ");
  return `${isPrinted ? "the diff fixes" : "fixed"} ${codes} in ${changed.map(({ file }) => file).join(", ")}`;
};

const withTexts = (input: BuildInput, texts: Mended["descriptions"]): BuildInput => ({
  ...input,
  descriptions: input.descriptions.map((each, index) => ({ ...each, bytes: texts[index]?.bytes ?? each.bytes })),
});

/** Descriptions that are mended, and what is found in them. */
const mendInput = (input: BuildInput, judge: (input: BuildInput) => BuildResult): Mended & { readonly result: BuildResult } => {
  let last: { readonly of: Mended["descriptions"]; readonly result: BuildResult } | undefined;
  const check = (descriptions: Mended["descriptions"]): BuildResult => {
    if (last?.of !== descriptions) last = { of: descriptions, result: judge(withTexts(input, descriptions)) };
    return last.result;
  };
  const mended = mend({
    descriptions: input.descriptions,
    isTag: isTagOf(input.config),
    judge: (descriptions) => check(descriptions).diagnostics,
    isOfText,
  });
  return { ...mended, result: check(mended.descriptions) };
};
