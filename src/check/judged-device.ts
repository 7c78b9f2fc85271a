import type { Combination } from "../model/tag-combinations.ts";
import type { Description } from "../model/read-containers.ts";
import type { Plan } from "../plan/plan.ts";
import type { Views } from "../view/views.ts";
import type { LibraryGraph } from "./library-graph.ts";

/** A device as it was judged, for whoever tells of it. */
export interface JudgedDevice {
  readonly plan: Plan;
  readonly views: Views;
  /** What containers load, by their names. */
  readonly graphs: ReadonlyMap<string, LibraryGraph>;
  /** The combinations of tags that make it; none where only the active tags were looked at. */
  readonly combinations: readonly Combination[];
}

/** What a build gives for a page alone. */
export interface Shown {
  /** Those that could be read. */
  readonly descriptions: readonly Description[];
  /** As far as they could be planned: one, or one for each way in which combinations of tags differ. */
  readonly devices: readonly JudgedDevice[];
}
