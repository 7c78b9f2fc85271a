import { missingLibrary, missingPreload } from "./findings.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { PreloadPlan } from "../plan/environment.ts";
import type { Resolution } from "./find-library.ts";
import { addLibrary } from "./library-help.ts";
import { type CheckScope, pathVariable, placeOf } from "./scope.ts";

/** A library that LD_PRELOAD names. */
export interface Preload extends PreloadPlan {
  readonly resolution: Resolution;
}

/** The libraries of LD_PRELOAD as the container has them. */
export const preloadsOf = (scope: CheckScope): readonly Preload[] =>
  scope.plan.preloads.map((preload) => ({
    ...preload,
    resolution: scope.findInContainer(preload.name, directoriesOf(scope), undefined),
  }));

/** The preloaded libraries that the container lacks. */
export const checkPreloads = (scope: CheckScope, preloads: readonly Preload[]): readonly Diagnostic[] =>
  preloads.flatMap(({ name, resolution, why }) => {
    if (resolution.kind !== "missing") return [];
    const help = addLibrary(scope, { name, directories: directoriesOf(scope), like: undefined });
    const place = placeOf(scope, { why });
    if (help === undefined) return [missingPreload(place, name)];
    return [missingLibrary(scope.options.missingLibs, place, { name, chain: ["LD_PRELOAD"], others: 0, misfit: undefined, help })];
  });

const directoriesOf = (scope: CheckScope): readonly string[] => [...pathVariable(scope, "LD_LIBRARY_PATH"), ...scope.systemDirectories];
