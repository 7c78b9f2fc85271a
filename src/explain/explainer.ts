import type { Span, Staged } from "../diagnostics/diagnostic.ts";
import { conditionsText } from "../model/conditions-text.ts";
import type { Options } from "../model/options.ts";
import type { Planned } from "../plan-device.ts";
import type { Answer } from "./answer.ts";
import { elementsByPlace, type TaggedElement } from "./conditions.ts";
import { explainedDevice } from "./explained-device.ts";
import { explainPath, linesAskedFor } from "./explain-path.ts";
import { leftOutByTags, noSuchLine, notInOverlay } from "./findings.ts";
import { findLeftOut } from "./left-out.ts";
import { nearNames } from "./near-names.ts";
import { elementName } from "./print-answer.ts";

/** Tells why things are in an overlay, or in the containers that it makes. */
export interface Explainer {
  /** `undefined` where nothing is, which is a finding. */
  readonly explain: (asked: string) => Staged<Answer | undefined>;
  readonly elementAt: (span: Span) => TaggedElement | undefined;
}

/** Explains what was planned, which is everything that could be; `undefined` where nothing could be. */
export const explainer = (planned: Planned, options: Options): Explainer | undefined => {
  const { plan, host, config, descriptions, selections } = planned;
  if (plan === undefined || host === undefined || config === undefined) return undefined;
  const device = explainedDevice({ plan, rootfs: host.rootfs, config, options });
  const elementAt = elementsByPlace(descriptions, selections);
  const explain = (asked: string): Staged<Answer | undefined> => {
    const value = explainPath(device, asked);
    if (value !== undefined) return { value, diagnostics: [] };
    const lines = linesAskedFor(device, asked);
    if (lines !== undefined) return { value, diagnostics: [noSuchLine(asked, lines.path, lines.count)] };
    const left = findLeftOut({ ...planned, options, elementAt }, asked);
    if (left === undefined) return { value, diagnostics: [notInOverlay(asked, nearNames(device, asked))] };
    const name = elementName(left.why.reason, elementAt(left.span));
    return { value, diagnostics: [leftOutByTags(left.span, asked, name, conditionsText(left.conditions))] };
  };
  return { explain, elementAt };
};
