import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type ConfigDifference, configDifferences } from "../oci/config-differences.ts";
import { formatDiffers, inputDiffers } from "../oci/findings.ts";
import { sortUtf8 } from "../bytes/compare-utf8.ts";
import { type ComparedOverlay, isOfSame, type OverlaySet } from "./overlay-set.ts";

export interface SetDifferences {
  /** Which inputs and options differ. */
  readonly findings: readonly Diagnostic[];
  /** The overlays that stand for each other. */
  readonly pairs: readonly (readonly [ComparedOverlay, ComparedOverlay])[];
}

/** In what two sets of overlays differ, the entries of the overlays aside; `name` is how findings call the one before. */
export const setDifferences = (name: string, before: OverlaySet, after: OverlaySet): SetDifferences => {
  const isPair = before.overlays.length === 1 && after.overlays.length === 1;
  const ofKind = differencesOfKind(before, after);
  const pairs = before.overlays.flatMap((one): readonly (readonly [ComparedOverlay, ComparedOverlay])[] => {
    const other = isPair ? after.overlays[0] : after.overlays.find((each) => isOfSame(each, one));
    return other === undefined ? [] : [[one, other]];
  });
  const differences = [
    // Two overlays' own configs tell of their containers.
    ...(isPair ? ofKind.filter(({ what }) => what !== CONTAINERS) : ofKind),
    ...pairs.flatMap(([one, other]) => (one.config && other.config ? configDifferences(one.config, other.config) : [])),
  ];
  const findings = differences.map((each) => inputDiffers(name, each.what, each.before, each.after));
  return { findings: [...formatDifferences(name, pairs), ...findings], pairs };
};

const formatDifferences = (name: string, pairs: SetDifferences["pairs"]): readonly Diagnostic[] => {
  const other = pairs.find(([one, same]) => one.config && same.config && one.config.formatVersion !== same.config.formatVersion);
  const [before, after] = (other ?? []).map(({ config }) => config?.formatVersion);
  return before === undefined || after === undefined ? [] : [formatDiffers(name, before, after)];
};

/** How two differ as a whole: in the options that show in a manifest and in their containers, else in their number. */
const differencesOfKind = (before: OverlaySet, after: OverlaySet): readonly ConfigDifference[] => {
  const differences = KINDS.flatMap(([what, say]): readonly ConfigDifference[] => {
    const [was, is] = [say(before), say(after)];
    return was === undefined || is === undefined || was === is ? [] : [{ what, before: was, after: is }];
  });
  const [was, is] = [before.overlays.length, after.overlays.length];
  if (differences.length > 0 || was === is) return differences;
  return [{ what: "the number of overlays", before: String(was), after: String(is) }];
};

const CONTAINERS = "the list of containers";

const KINDS: readonly (readonly [string, (set: OverlaySet) => string | undefined])[] = [
  ["the option base", ({ overlays }) => overlays[0]?.options.base?.toString()],
  ["the option split", ({ overlays }) => overlays[0]?.options.split?.toString()],
  [CONTAINERS, ({ overlays }) => sortUtf8([...new Set(overlays.flatMap(({ config }) => config?.containers ?? []))]).join(", ")],
];
