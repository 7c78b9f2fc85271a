import type { FacetName } from "./facets.ts";
import type { Reason } from "./reason.ts";

/** One thing that a container has, may do or is bound by. */
export interface Trait {
  readonly facet: FacetName;
  /** What tells it from the others of its facet, mostly. */
  readonly name: string;
  readonly value: string;
  readonly detail: string;
  /** What it lets the container do that a reviewer looks for, in words: `writable`, `root`. */
  readonly powers: readonly string[];
  /** What asked for it. */
  readonly reasons: readonly Reason[];
  /** With which tags alone it is there; absent: with all that the page is about. */
  readonly only?: string;
}

/** A trait without what it mostly has none of. */
export const trait = (facet: FacetName, name: string, given: Partial<Omit<Trait, "facet" | "name">> = {}): Trait => ({
  facet,
  name,
  value: "",
  detail: "",
  powers: [],
  reasons: [],
  ...given,
});
