import { missingLibrary, missingPreload } from "./findings.ts";
import { atSpan, type Diagnostic, type Place } from "../diagnostics/diagnostic.ts";
import type { Resolution } from "./find-library.ts";
import { addLibrary } from "./library-help.ts";
import { type CheckScope, pathVariable } from "./scope.ts";

/** A library that LD_PRELOAD names. */
export interface Preload {
  readonly name: string;
  readonly resolution: Resolution;
}

/** The libraries of LD_PRELOAD, split at colons and blanks; a name with a slash is a path in the container: ld.so(8). */
export const preloadsOf = (scope: CheckScope): readonly Preload[] =>
  namesIn(scope.plan.conf.environment).map((name) => ({ name, resolution: scope.findInContainer(name, directoriesOf(scope), undefined) }));

/** The preloaded libraries that the container lacks. */
export const checkPreloads = (scope: CheckScope, preloads: readonly Preload[]): readonly Diagnostic[] =>
  preloads.flatMap(({ name, resolution }) => {
    if (resolution.kind !== "missing") return [];
    const help = addLibrary(scope, { name, directories: directoriesOf(scope), like: undefined });
    const place = placeOfPreload(scope, name);
    if (help === undefined) return [missingPreload(place, name)];
    return [missingLibrary(scope.options.missingLibs, place, { name, chain: ["LD_PRELOAD"], others: 0, misfit: undefined, help })];
  });

type Environment = readonly { readonly name: string; readonly value: string }[];

const namesIn = (environment: Environment): readonly string[] => [
  ...new Set(
    environment
      .filter((variable) => variable.name === "LD_PRELOAD")
      .flatMap((variable) => variable.value.split(/[:\s]+/))
      .filter((name) => name !== ""),
  ),
];

const directoriesOf = (scope: CheckScope): readonly string[] => [...pathVariable(scope, "LD_LIBRARY_PATH"), ...scope.systemDirectories];

const placeOfPreload = ({ container }: CheckScope, name: string): Place =>
  atSpan(container.environment.find((variable) => namesIn([variable]).includes(name))?.span ?? container.span);
