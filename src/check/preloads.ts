import type { PreloadPlan } from "../plan/environment.ts";
import { type ContainerFacts, pathVariable } from "./container-facts.ts";
import type { Resolution } from "./find-library.ts";

/** A library that LD_PRELOAD names. */
export interface Preload extends PreloadPlan {
  readonly resolution: Resolution;
}

/** The libraries of LD_PRELOAD as the container has them. */
export const preloadsOf = (facts: ContainerFacts): readonly Preload[] =>
  facts.plan.preloads.map((preload) => ({
    ...preload,
    resolution: facts.findInContainer(preload.name, preloadDirectories(facts), undefined),
  }));

/** Those that the container lacks. */
export const missingPreloads = (preloads: readonly Preload[]): readonly Preload[] =>
  preloads.filter(({ resolution }) => resolution.kind === "missing");

/** Where ld.so looks for a preloaded library: ld.so(8). */
export const preloadDirectories = (facts: ContainerFacts): readonly string[] => [
  ...pathVariable(facts, "LD_LIBRARY_PATH"),
  ...facts.systemDirectories,
];
