import type { Condition } from "../model/match-tag.ts";
import { readContainers } from "../model/read-containers.ts";
import { withoutTags } from "../model/without-tags.ts";
import { planOverlay } from "../plan/plan-overlay.ts";
import type { Why } from "../plan/why.ts";
import type { Planned } from "../plan-device.ts";
import type { Options } from "../model/options.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import { explainedDevice } from "./explained-device.ts";
import { explainPath } from "./explain-path.ts";
import type { TaggedElement } from "./conditions.ts";

/** What would bring something, if its tags did not leave it out. */
export interface LeftOut {
  readonly span: Span;
  readonly why: Why;
  readonly conditions: readonly Condition[];
}

interface Searched extends Pick<Planned, "config" | "tags" | "descriptions" | "host"> {
  readonly options: Options;
  readonly elementAt: (span: Span) => TaggedElement | undefined;
}

/** Finds the element that asks for a path and is left out: with all elements kept, the path is there because of it. */
export const findLeftOut = ({ config, tags, descriptions, host, options, elementAt }: Searched, asked: string): LeftOut | undefined => {
  if (config === undefined || tags === undefined || host === undefined) return undefined;
  const all = descriptions.map((each) => withoutTags(each, config));
  const { containers } = readContainers({ descriptions: all, config, tags, options, complete: true }).value;
  const plan = planOverlay({ containers, ...host, config, options }).value;
  const whys = explainPath(explainedDevice({ plan, rootfs: host.rootfs, config, options }), asked)?.whys ?? [];
  return whys.flatMap((why): readonly LeftOut[] => {
    const conditions = why.span === undefined ? [] : (elementAt(why.span)?.conditions ?? []);
    return why.span === undefined || conditions.every(({ matched }) => matched) ? [] : [{ span: why.span, why, conditions }];
  })[0];
};
