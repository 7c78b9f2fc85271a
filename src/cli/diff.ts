import { diffEntries } from "../diff/diff-entries.ts";
import { differenceRecord, printDiff } from "../diff/print-diff.ts";
import { checkOutputs } from "./check-outputs.ts";
import { readPagePath, writeReleasePage } from "./page.ts";
import { withReadOverlays } from "./read-overlays.ts";
import { FOUND_ERRORS, type Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** `diff`: what differs between two overlays; the exit code is 1 if anything does. */
export const diff = async (session: Session): Promise<number> => {
  const { args, host } = session;
  const [one, other, ...more] = args.operands;
  if (one === undefined || other === undefined || more.length > 0) throw new UsageError("diff takes two overlays", args.command);
  checkOutputs(session, [readPagePath(args)]);
  return await withReadOverlays(session, [one, other], async ([before, after]) => {
    const code = session.conclude();
    if (before.broken || after.broken) return code;
    const differences = diffEntries(before, after);
    await writeReleasePage(session, { before, after, differences });
    const json = (): string => `${JSON.stringify({ differences: differences.map(differenceRecord) }, undefined, 2)}\n`;
    await host.print(args.options.has("json") ? json() : printDiff(differences));
    return differences.length > 0 ? FOUND_ERRORS : code;
  });
};
