import type { Loaded, Need, Resolution } from "../loader/loaded.ts";
import { lookup } from "../rootfs/lookup.ts";
import { baseOf } from "../rootfs/paths.ts";
import type { ContainerFacts } from "./container-facts.ts";
import type { Lack } from "./lack.ts";
import { findOnHost, searchedIn } from "./library-help.ts";

export interface Following {
  /** How a name is searched for whoever needs it. */
  readonly find: (name: string, by: Loaded) => Resolution;
  /** Hears of each need. */
  readonly note: (need: Need) => void;
}

/**
 * What libraries that a program lacks need themselves, and what these need, as far as the container lacks that, too: what would be missing
 * once they are there. `told` are the names that the program itself needs: they are told already, or loaded by then.
 */
export const needsBehind = (
  facts: ContainerFacts,
  lacks: readonly Lack[],
  told: Iterable<string>,
  { find, note }: Following,
): readonly Lack[] => {
  const seen = new Set(told);
  const behind: Lack[] = [];
  for (const pending = [...lacks]; pending.length > 0;) {
    const lack = pending.shift();
    const library = lack && onHost(facts, lack);
    for (const name of library?.elf.needed ?? []) {
      if (lack === undefined || library === undefined || seen.has(name)) continue;
      seen.add(name);
      const need = { name, by: library, resolution: find(name, library) };
      note(need);
      if (need.resolution.kind !== "missing") continue;
      const next = { ...lack, need };
      behind.push(next);
      pending.push(next);
    }
  }
  return behind;
};

/** The library of the host that would serve; none where something in the container has its name, of which the needs are told anyway. */
const onHost = (facts: ContainerFacts, lack: Lack): Loaded | undefined => {
  const { name, by } = lack.need;
  if (facts.hasName(baseOf(name))) return undefined;
  const path = findOnHost(facts, { name, directories: searchedIn(lack), like: by.elf });
  const found = path === undefined ? undefined : lookup(facts.host, path);
  const elf = found?.kind === "found" ? facts.readElf(found.node) : undefined;
  if (path === undefined || found?.kind !== "found" || elf?.kind !== "elf") return undefined;
  return { path: path.slice(1), node: found.node, elf, parent: by };
};
