import type { Location } from "../diagnostics/diagnostic.ts";
import type { Misfit } from "./find-library.ts";
import { addLibrary, hostLacks } from "./library-help.ts";
import type { Loaded, Need } from "./linker.ts";
import { type ContainerFacts, locationOf } from "./container-facts.ts";

/** Something the container lacks, and who needs it; paths are the container's, without a leading slash. */
export interface MissingNeed {
  readonly location: Location;
  readonly name: string;
  /** Who needs it, then who needs that. */
  readonly chain: readonly string[];
  /** How many more files need it. */
  readonly others: number;
  /** Why a file of that name does not serve. */
  readonly misfit: string | undefined;
  readonly help: string;
}

/** The names among these needs that the container lacks, each once: who needs it first, how many others do, and what helps. */
export const missingNeeds = (
  scope: ContainerFacts,
  needs: readonly Need[],
  directoriesFor: (by: Loaded) => readonly string[],
): readonly MissingNeed[] => {
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
      location: locationOf(scope, scope.view.originOf(by.node.path)),
      name,
      chain: chainOf(by),
      others: needers.size - 1,
      misfit: misfit === undefined ? undefined : describe(misfit),
      help: addLibrary(scope, wanted) ?? hostLacks(scope, wanted),
    };
  });
};

const chainOf = (by: Loaded): readonly string[] => [by.node.path, ...(by.parent === undefined ? [] : chainOf(by.parent))];

const describe = ({ path, elf }: Misfit): string =>
  elf?.kind === "elf" ? `${path} is for ${elf.bits}-bit ${elf.machineName}` : `${path} is no intact ELF file`;

/** What is missing, in words. */
export const missingText = ({ name, chain, others, misfit }: Omit<MissingNeed, "location" | "help">): string => {
  const needed = `${name} is needed by ${chain.map((each, index) => (index === 0 ? each : `(needed by ${each})`)).join(" ")} but not in the container`;
  const also = others === 0 ? "" : `; ${others} more ${others === 1 ? "file needs" : "files need"} it`;
  return `${needed}${misfit === undefined ? "" : ` (${misfit})`}${also}`;
};
