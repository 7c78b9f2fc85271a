import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { atFile, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { droppedAttributes } from "./attribute-findings.ts";

/** Extended attributes of the host that a run does not take over. */
export interface DroppedAttributes {
  readonly note: (attribute: string, reason: string, path: string) => void;
  readonly noted: readonly Dropped[];
}

interface Dropped {
  readonly attribute: string;
  readonly reason: string;
  readonly path: string;
}

export const noteDropped = (): DroppedAttributes => {
  const noted: Dropped[] = [];
  return { note: (attribute, reason, path) => void noted.push({ attribute, reason, path }), noted };
};

/** One finding about all that is dropped of a rootfs; none where nothing is. */
export const judgeDropped = (all: readonly DroppedAttributes[], file: string): readonly Diagnostic[] => {
  const byName = new Map<string, { readonly reason: string; readonly paths: Set<string> }>();
  for (const { attribute, reason, path } of all.flatMap(({ noted }) => noted)) {
    const { paths } = byName.get(attribute) ?? { paths: new Set<string>() };
    byName.set(attribute, { reason, paths: paths.add(path) });
  }
  const dropped = [...byName]
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([name, { reason, paths }]) => ({ name, reason, count: paths.size }));
  return dropped.length === 0 ? [] : [droppedAttributes(atFile(file), dropped)];
};
