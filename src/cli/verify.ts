import { diffEntries } from "../diff/diff-entries.ts";
import { printDiff } from "../diff/print-diff.ts";
import { overlayDiffers } from "../oci/findings.ts";
import { digestLine } from "./digest-line.ts";
import { counterpartOf, type OverlaySet } from "../layout/overlay-set.ts";
import { findOverlays } from "./find-overlays.ts";
import { readLayoutSet, tarballSet } from "./read-overlay-set.ts";
import { withReadTarballs } from "./read-tarball.ts";
import { rebuild } from "./rebuild.ts";
import { FOUND_ERRORS, type Session } from "./session.ts";
import { setDifferences } from "../layout/set-differences.ts";
import { UsageError } from "./usage-error.ts";

/** `verify`: whether an overlay is what the inputs give; if not, what differs and which input changed. */
export const verify = async (session: Session): Promise<number> => {
  const { args, host } = session;
  const [name, ...descriptions] = args.operands;
  if (name === undefined) throw new UsageError("verify takes an overlay, and the descriptions that it was built from", args.command);
  return await host.withTemporaryDirectory(async (scratch) => {
    const rebuilt = await rebuild({ ...session, args: { ...args, operands: descriptions } }, `${scratch}/rebuilt`);
    if (rebuilt === undefined) return session.conclude() || FOUND_ERRORS;
    const origin = await findOverlays(session, name, `${scratch}/fetched`);
    if (origin.kind === "layout") return await compare(session, name, [await readLayoutSet(session, origin.layout), rebuilt]);
    return await withReadTarballs(session, [origin.path], ([tarball]) =>
      compare(session, name, [tarballSet(session, origin.path, tarball), rebuilt]),
    );
  });
};

const compare = async (
  session: Session,
  name: string,
  [given, rebuilt]: readonly [OverlaySet | undefined, OverlaySet],
): Promise<number> => {
  if (given === undefined) return session.conclude() || FOUND_ERRORS;
  const counterpart = counterpartOf(given, rebuilt);
  if (counterpart === undefined)
    throw new UsageError("a tarball is one overlay: leave out --split, and name its container's descriptions only", session.args.command);
  const isSame = given.digest === counterpart.digest;
  if (!isSame) session.found([overlayDiffers(name, given.digest, counterpart.digest)]);
  const text = isSame ? digestLine(given.digest.replace("sha256:", ""), name) : await tellDifferences(session, name, [given, counterpart]);
  const code = session.conclude();
  await session.host.print(text);
  return code;
};

/** Tells which inputs and options differ; gives the differences of the overlays as text. */
const tellDifferences = async (session: Session, name: string, [given, rebuilt]: readonly [OverlaySet, OverlaySet]): Promise<string> => {
  const { findings, pairs } = setDifferences(name, given, rebuilt);
  session.found(findings);
  const texts: string[] = [];
  for (const [one, other] of pairs)
    texts.push(await one.list((before) => other.list(async (after) => printDiff(diffEntries(before, after)))));
  return texts.join("");
};
