import type { BuildResult } from "../build.ts";
import { elementsByPlace } from "../explain/conditions.ts";
import { conditionsText } from "../model/conditions-text.ts";
import type { Selection } from "../model/config.ts";
import type { InputRecord } from "../report/build-record.ts";
import { containersOnPage } from "./container-on-page.ts";
import { allowedOnPage, type FindingSources, findingsOnPage } from "./findings-on-page.ts";
import type { LeftOutOnPage, Page } from "./page.ts";
import { reasonTeller } from "./reason.ts";
import { sharesOf } from "./shares.ts";

export interface PageInput extends FindingSources {
  readonly result: BuildResult;
  readonly mode: string;
  readonly version: string;
  /** What was read. */
  readonly inputs: readonly InputRecord[];
}

/** The page of a build, or of a check; of what could not be planned it has the findings only. */
export const pageOfBuild = ({ result, mode, version, inputs, ...sources }: PageInput): Page => {
  const { diagnostics, suppressed, selections, combinations, shown = { descriptions: [], devices: [] } } = result;
  // With several combinations of tags there is no active one that a condition could tell of.
  const elementAt = elementsByPlace(shown.descriptions, combinations === undefined ? selections : []);
  return {
    mode,
    findings: findingsOnPage(diagnostics, sources),
    allowed: allowedOnPage(suppressed),
    containers: containersOnPage(shown.devices, reasonTeller(elementAt)),
    unplanned: result.containers
      .map(({ name }) => name)
      .filter((name) => !shown.devices.some(({ plan }) => plan.containers.some((each) => each.name === name))),
    leftOut: combinations === undefined ? selections.flatMap(leftOut) : [],
    shares: sharesOf(shown.devices),
    combinations,
    inputs,
    version,
  };
};

const leftOut = ({ element, subject, span, kept, conditions }: Selection): readonly LeftOutOnPage[] =>
  kept
    ? []
    : [
        {
          what: subject === undefined ? element : `${element} ${subject}`,
          place: `${span.file}:${span.line}:${span.column}`,
          tags: conditionsText(conditions),
        },
      ];
