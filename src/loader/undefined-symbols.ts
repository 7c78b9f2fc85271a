import { itemAt } from "../bytes/item-at.ts";
import type { SymbolReference } from "../rootfs/look-up-symbol.ts";
import { byFiles } from "./by-files.ts";
import type { Linked } from "./link.ts";
import type { Loaded } from "./loaded.ts";
import type { SymbolReader } from "./symbol-reader.ts";

/** A symbol that an object wants and no object of its program has. */
export interface UndefinedSymbol {
  readonly name: string;
  /** The version that is wanted. */
  readonly version: string | undefined;
  readonly by: Loaded;
  /** Whether it ends the program at its start, not when it is called. */
  readonly isAtStart: boolean;
}

/** What is undefined when a program is started; `bindsNow`: with LD_BIND_NOW. */
export type FindUndefined = (linked: Linked, bindsNow: boolean) => readonly UndefinedSymbol[];

/**
 * Finds what glibc does not find (elf/dl-lookup.c, do_lookup_x): it looks for each symbol in all objects of a program, in the order in which they were
 * loaded. Nothing is known where an object is missing. What was found is remembered: an object whose references were all met by objects that
 * are there again is not looked at a second time.
 */
export const undefinedSymbolFinder = (symbolsOf: SymbolReader): FindUndefined => {
  const metBy = new Map<number, (readonly number[])[]>();
  const lackingIn = byFiles((linked) => {
    const inodes = new Set(linked.objects.map(({ node }) => node.contentOffset));
    const lookUp = searchOf(linked, symbolsOf);
    return linked.objects.flatMap((object, by) => {
      const known = metBy.get(object.node.contentOffset) ?? [];
      if (known.some((providers) => providers.every((inode) => inodes.has(inode)))) return [];
      const providers = new Set<number>();
      const lacking = (symbolsOf(object.node)?.references ?? []).filter((reference) => {
        const provider = lookUp(reference);
        if (provider !== undefined) providers.add(provider.node.contentOffset);
        return provider === undefined;
      });
      if (lacking.length === 0) metBy.set(object.node.contentOffset, [...known, [...providers]]);
      return lacking.map(({ name, version, use }) => ({ name: Buffer.from(name.bytes).toString(), version: version?.name, use, by }));
    });
  });
  return (linked, bindsNow) =>
    isWhole(linked)
      ? eachOnce(
          lackingIn(linked).map(({ name, version, use, by }) => {
            const object = itemAt(linked.objects, by);
            return { name, version, by: object, isAtStart: bindsNow || object.elf.bindsNow || use !== "call" };
          }),
        )
      : [];
};

/** Whether all is known that is loaded; a preloaded library that is missing is left out by ld.so. */
const isWhole = ({ needs, preloads }: Linked): boolean =>
  needs.every(({ resolution }) => resolution.kind === "found") && preloads.every(({ resolution }) => resolution.kind !== "unknown");

/**
 * Looks a symbol up in the objects of a program; what can't be read is taken to have it. Since glibc 2.30 a version may come from another file
 * than the one that it is wanted from (bug 24741).
 */
const searchOf = ({ objects }: Linked, symbolsOf: SymbolReader): ((reference: SymbolReference) => Loaded | undefined) => {
  const searched = objects.map((object) => ({ object, symbols: symbolsOf(object.node) }));
  return (reference) => {
    // What is copied to the program is not looked up there.
    const others = reference.use === "copy" ? searched.slice(1) : searched;
    return others.find(({ symbols }) => symbols === undefined || symbols.defines(reference))?.object;
  };
};

/** What is bound at start counts before a call of the same symbol. */
const eachOnce = (lacking: readonly UndefinedSymbol[]): readonly UndefinedSymbol[] => {
  const found = new Map<string, UndefinedSymbol>();
  for (const symbol of lacking) {
    const key = `${symbol.by.path}\0${symbol.name}@${symbol.version}`;
    if (symbol.isAtStart || !found.has(key)) found.set(key, symbol);
  }
  return [...found.values()];
};
