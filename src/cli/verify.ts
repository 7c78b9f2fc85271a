import { overlayDiffers } from "../oci/findings.ts";
import { digestLine } from "./digest-line.ts";
import { openSubject, type Subject, type SubjectOverlay } from "./open-subject.ts";
import { rebuild } from "./rebuild.ts";
import { FOUND_ERRORS, type Session } from "./session.ts";
import { isOfSame, tellDifferences } from "./tell-differences.ts";
import { UsageError } from "./usage-error.ts";

/** `verify`: whether an overlay is what the inputs give; if not, what differs and which input changed. */
export const verify = async (session: Session): Promise<number> => {
  const { args, host } = session;
  const [name, ...descriptions] = args.operands;
  if (name === undefined) throw new UsageError("verify takes an overlay, and the descriptions that it was built from", args.command);
  return await host.withTemporaryDirectory(async (scratch) => {
    const rebuilt = await rebuild({ ...session, args: { ...args, operands: descriptions } }, `${scratch}/rebuilt`);
    const subject = rebuilt && (await openSubject(session, name, `${scratch}/fetched`));
    if (rebuilt === undefined || subject === undefined) return session.conclude() || FOUND_ERRORS;
    const { digest } = subject;
    const counterpart = counterpartOf(subject, rebuilt, args.command);
    if (digest !== counterpart.digest) session.found([overlayDiffers(name, digest, counterpart.digest)]);
    const same = digestLine(digest.replace("sha256:", ""), name);
    const differences = digest === counterpart.digest ? same : tellDifferences(session, name, [subject, counterpart]);
    const code = session.conclude();
    await host.print(differences);
    return code;
  });
};

/** What of the rebuilt the subject should be: of an index, the one overlay that the subject is. */
const counterpartOf = (subject: Subject, rebuilt: Subject, command: Session["args"]["command"]): Subject => {
  const overlays = rebuilt.overlays.map((each): SubjectOverlay =>
    subject.kind === "artifacts" ? each : { ...each, digest: `sha256:${each.config?.overlay ?? ""}` },
  );
  const [first, ...more] = overlays;
  const like = overlays.find((each) => each.digest === subject.digest) ?? overlays.find((each) => isOfSame(each, subject.overlays[0]));
  const only = more.length === 0 ? first : like;
  if (subject.kind === "artifacts" && (subject.isIndex || only === undefined)) return rebuilt;
  if (only !== undefined) return { ...rebuilt, digest: only.digest, isIndex: false, overlays: [only] };
  throw new UsageError("a tarball is one overlay: leave out --split, and name its container's descriptions only", command);
};
