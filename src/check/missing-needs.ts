import type { Location } from "../diagnostics/diagnostic.ts";
import type { Loaded, Misfit } from "../loader/loaded.ts";
import { type ContainerFacts, locationOf } from "./container-facts.ts";
import type { ElfFiles } from "./elf-files.ts";
import type { Lack } from "./lack.ts";
import { libraryHelp } from "./library-help.ts";
import { whyNotFound } from "./why-not-found.ts";

/** Something the container lacks, and who needs it; paths are the container's, without a leading slash. */
export interface MissingNeed {
  readonly location: Location;
  readonly name: string;
  /** Who needs it, then who needs that. */
  readonly chain: readonly string[];
  /** How many more files need it. */
  readonly others: number;
  /** Why what is there does not serve. */
  readonly because: string | undefined;
  readonly help: string;
}

/**
 * The names that the container lacks, each once: who needs it first, how many others do, and what helps. `also` are lacks that only
 * count as others.
 */
export const missingNeeds = (
  facts: ContainerFacts,
  elfFiles: ElfFiles,
  lacks: readonly Lack[],
  also: readonly Lack[] = [],
): readonly MissingNeed[] => {
  const byName = new Map<string, { readonly first: Lack; readonly needers: Set<number> }>();
  for (const lack of lacks) {
    const { name, by } = lack.need;
    const known = byName.get(name) ?? { first: lack, needers: new Set() };
    known.needers.add(by.node.contentOffset);
    byName.set(name, known);
  }
  for (const { need } of also) byName.get(need.name)?.needers.add(need.by.node.contentOffset);
  return [...byName.values()].map(({ first, needers }) => {
    const { name, by, resolution } = first.need;
    const misfit = resolution.kind === "missing" ? resolution.misfit : undefined;
    return {
      // What has the name and does not serve is what has to be mended.
      location: locationOf(facts, facts.view.originOf(misfit?.path ?? by.node.path)),
      name,
      chain: chainOf(by),
      others: needers.size - 1,
      because: misfit === undefined ? whyNotFound(facts, elfFiles, first) : describeMisfit(misfit),
      help: libraryHelp(facts, elfFiles, first),
    };
  });
};

/** A file, then who needs it, then who needs that: by their paths. */
export const chainOf = (by: Loaded): readonly string[] => [by.node.path, ...(by.parent === undefined ? [] : chainOf(by.parent))];

/** A chain in words. */
export const chainText = (chain: readonly string[]): string =>
  chain.map((each, index) => (index === 0 ? each : `(needed by ${each})`)).join(" ");

/** Why a file that has the name of a library does not serve, in words. */
export const describeMisfit = ({ path, elf, isDenied }: Misfit): string => {
  if (isDenied) return `the process may not read ${path}`;
  return elf?.kind === "elf" ? `${path} is for ${elf.bits}-bit ${elf.machineName}` : `${path} is no intact ELF file`;
};

/** What is missing, in words. */
export const missingText = ({ name, chain, others, because }: Omit<MissingNeed, "location" | "help">): string => {
  const needed = `${name} is needed by ${chainText(chain)} but not in the container`;
  const also = others === 0 ? "" : `; ${others} more ${others === 1 ? "file needs" : "files need"} it`;
  return `${needed}${because === undefined ? "" : ` (${because})`}${also}`;
};
