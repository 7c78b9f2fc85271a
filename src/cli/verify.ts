import { diffEntries } from "../diff/diff-entries.ts";
import { printDiff } from "../diff/print-diff.ts";
import { inputDiffers, overlayDiffers } from "../diagnostics/oci.ts";
import { configDifferences } from "../oci/config-differences.ts";
import { digestLine } from "./digest-line.ts";
import { openSubject, type Subject, type SubjectOverlay } from "./open-subject.ts";
import { rebuild } from "./rebuild.ts";
import { FOUND_ERRORS, type Session } from "./session.ts";
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
    const expected = subject.kind === "artifacts" ? rebuilt.digest : tarballDigest(rebuilt, args.command);
    if (digest !== expected) session.found([overlayDiffers(name, digest, expected)]);
    const same = digestLine(digest.replace("sha256:", ""), name);
    const differences = digest === expected ? same : compare(session, name, [subject, rebuilt]);
    const code = session.conclude();
    await host.print(differences);
    return code;
  });
};

const tarballDigest = ({ overlays }: Subject, command: Session["args"]["command"]): string => {
  const [only, ...more] = overlays;
  if (more.length > 0) throw new UsageError("a tarball is one overlay: leave out --split, and name its container's descriptions only", command);
  return `sha256:${only?.config?.overlay ?? ""}`;
};

/** Tells which inputs differ; gives the differences of the overlays as text. */
const compare = (session: Session, name: string, [before, after]: readonly [Subject, Subject]): string => {
  const differences = before.overlays.map((one): string => {
    const isOnly = before.overlays.length === 1 && after.overlays.length === 1;
    const other = isOnly ? after.overlays[0] : after.overlays.find((each) => keyOf(each) === keyOf(one));
    if (other === undefined) return "";
    const changed = one.config && other.config ? configDifferences(one.config, other.config) : [];
    session.found(changed.map(({ what, before: was, after: is }) => inputDiffers(name, what, was, is)));
    return printDiff(diffEntries(one.tarball, other.tarball));
  });
  return differences.join("");
};

const keyOf = ({ config }: SubjectOverlay): string => config?.containers.join("\n") ?? "";
