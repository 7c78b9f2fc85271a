import { compareUtf8 } from "../bytes/compare-utf8.ts";
import { atFile, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { droppedAttributes } from "./attribute-findings.ts";

/** Extended attributes of the host that a run does not take over. */
export interface DroppedAttributes {
  readonly note: (attribute: string, reason: string, path: string) => void;
  /** One finding about all of them; none where nothing was dropped. */
  readonly findings: (file: string) => readonly Diagnostic[];
}

export const noteDropped = (): DroppedAttributes => {
  const noted = new Map<string, { readonly reason: string; readonly paths: Set<string> }>();
  return {
    note: (attribute, reason, path) => {
      const { paths } = noted.get(attribute) ?? { paths: new Set<string>() };
      noted.set(attribute, { reason, paths: paths.add(path) });
    },
    findings: (file) => {
      const dropped = [...noted]
        .sort(([a], [b]) => compareUtf8(a, b))
        .map(([name, { reason, paths }]) => ({ name, reason, count: paths.size }));
      return dropped.length === 0 ? [] : [droppedAttributes(atFile(file), dropped)];
    },
  };
};
