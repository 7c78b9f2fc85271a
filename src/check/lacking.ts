import type { Lacking } from "./findings.ts";
import type { Place } from "../diagnostics/diagnostic.ts";
import type { Misfit } from "./find-library.ts";
import { addLibrary, hostLacks } from "./library-help.ts";
import type { Loaded, Need } from "./linker.ts";
import { type CheckScope, placeOf } from "./scope.ts";

/** The names among these needs that the container lacks, each once: who needs it first, how many others do, and what helps. */
export const lacksOf = (
  scope: CheckScope,
  needs: readonly Need[],
  directoriesFor: (by: Loaded) => readonly string[],
): readonly { readonly place: Place; readonly lacking: Lacking }[] => {
  const lacks = new Map<string, { readonly first: Need; readonly needers: Set<number> }>();
  for (const need of needs) {
    if (need.resolution.kind !== "missing") continue;
    const lack = lacks.get(need.name) ?? { first: need, needers: new Set() };
    lack.needers.add(need.by.node.contentOffset);
    lacks.set(need.name, lack);
  }
  return [...lacks.values()].map(({ first, needers }) => {
    const { name, by, resolution } = first;
    const wanted = { name, directories: directoriesFor(by), like: by.elf };
    const misfit = resolution.kind === "missing" ? resolution.misfit : undefined;
    return {
      place: placeOf(scope, scope.view.originOf(by.node.path)),
      lacking: {
        name,
        chain: chainOf(by),
        others: needers.size - 1,
        misfit: misfit === undefined ? undefined : describe(misfit),
        help: addLibrary(scope, wanted) ?? hostLacks(scope, wanted),
      },
    };
  });
};

const chainOf = (by: Loaded): readonly string[] => [by.node.path, ...(by.parent === undefined ? [] : chainOf(by.parent))];

const describe = ({ path, elf }: Misfit): string =>
  elf?.kind === "elf" ? `${path} is for ${elf.bits}-bit ${elf.machineName}` : `${path} is no intact ELF file`;
