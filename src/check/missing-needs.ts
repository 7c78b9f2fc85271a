import type { Location, Span } from "../diagnostics/diagnostic.ts";
import type { Advice } from "../diagnostics/fix.ts";
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
  readonly help: Advice;
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
  const byName = new Map<string, { readonly first: Lack; readonly needers: Map<number, Location> }>();
  const noteNeeder = (needers: Map<number, Location>, { need: { by }, shown }: Lack): void => {
    if (!needers.has(by.node.contentOffset)) needers.set(by.node.contentOffset, locationOf(facts, facts.view.originOf(shown.node.path)));
  };
  for (const lack of lacks) {
    const known = byName.get(lack.need.name) ?? { first: lack, needers: new Map() };
    noteNeeder(known.needers, lack);
    byName.set(lack.need.name, known);
  }
  for (const lack of also) {
    const known = byName.get(lack.need.name);
    if (known !== undefined) noteNeeder(known.needers, lack);
  }
  return [...byName.values()].map(({ first, needers }) => {
    const { name, by, resolution } = first.need;
    const misfit = resolution.kind === "missing" ? resolution.misfit : undefined;
    return {
      // What has the name and does not serve is what has to be mended.
      location: locationOf(facts, facts.view.originOf(misfit?.path ?? first.shown.node.path)),
      name,
      chain: chainOf(by),
      others: needers.size - 1,
      because: misfit === undefined ? whyNotFound(facts, elfFiles, first) : describeMisfit(misfit),
      // What stands in the place of a library is not covered by another one.
      help: libraryHelp(facts, elfFiles, first, misfit === undefined ? spansOf(needers.values()) : []),
    };
  });
};

const spansOf = (locations: Iterable<Location>): readonly Span[] =>
  [...locations].flatMap((each) => (each.kind === "text" ? [{ file: each.file, line: each.line, column: each.column }] : []));

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
