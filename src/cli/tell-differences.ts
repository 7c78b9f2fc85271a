import { diffEntries } from "../diff/diff-entries.ts";
import { printDiff } from "../diff/print-diff.ts";
import { inputDiffers } from "../oci/findings.ts";
import { type ConfigDifference, configDifferences } from "../oci/config-differences.ts";
import { compareUtf8 } from "../bytes/compare-utf8.ts";
import type { Subject, SubjectOverlay } from "./open-subject.ts";
import type { Session } from "./session.ts";

/** Tells which inputs and options differ between what is verified and what the inputs give; gives the differences of the overlays as text. */
export const tellDifferences = (session: Session, name: string, [before, after]: readonly [Subject, Subject]): string => {
  const tell = (differences: readonly ConfigDifference[]): boolean =>
    session.found(differences.map((each) => inputDiffers(name, each.what, each.before, each.after)));
  const isPair = before.overlays.length === 1 && after.overlays.length === 1;
  const ofKind = differencesOfKind(before, after);
  // Two overlays' own configs tell of their containers.
  tell(isPair ? ofKind.filter(({ what }) => what !== CONTAINERS) : ofKind);
  const differences = before.overlays.map((one): string => {
    const other = isPair ? after.overlays[0] : after.overlays.find((each) => isOfSame(each, one));
    if (other === undefined) return "";
    tell(one.config && other.config ? configDifferences(one.config, other.config) : []);
    return printDiff(diffEntries(one.tarball, other.tarball));
  });
  return differences.join("");
};

/** Whether two overlays have the same containers. */
export const isOfSame = (one: SubjectOverlay, other: SubjectOverlay | undefined): boolean =>
  one.config !== undefined && one.config.containers.join("\n") === other?.config?.containers.join("\n");

/** How two differ as a whole: in the options that show in a manifest and in their containers, else in their number. */
const differencesOfKind = (before: Subject, after: Subject): readonly ConfigDifference[] => {
  const differences = KINDS.flatMap(([what, say]): readonly ConfigDifference[] => {
    const [was, is] = [say(before), say(after)];
    return was === undefined || is === undefined || was === is ? [] : [{ what, before: was, after: is }];
  });
  const [was, is] = [before.overlays.length, after.overlays.length];
  if (differences.length > 0 || was === is) return differences;
  return [{ what: "the number of overlays", before: String(was), after: String(is) }];
};

const CONTAINERS = "the list of containers";

const KINDS: readonly (readonly [string, (subject: Subject) => string | undefined])[] = [
  ["the option base", ({ overlays }) => overlays[0]?.options.base?.toString()],
  ["the option split", ({ overlays }) => overlays[0]?.options.split?.toString()],
  [CONTAINERS, ({ overlays }) => [...new Set(overlays.flatMap(({ config }) => config?.containers ?? []))].sort(compareUtf8).join(", ")],
];
