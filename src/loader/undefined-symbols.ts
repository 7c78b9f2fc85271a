import type { SymbolReference } from "../rootfs/look-up-symbol.ts";
import type { Linked } from "./link.ts";
import type { Loaded } from "./loaded.ts";
import type { SymbolReader } from "./symbol-reader.ts";

/** A symbol that an object wants and no object of its program has. */
export interface UndefinedSymbol {
  readonly name: string;
  /** The version that is wanted, and the file that is to have it. */
  readonly version: { readonly name: string; readonly file: string | undefined } | undefined;
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
  const answers = new Map<string, readonly UndefinedSymbol[]>();
  const metBy = new Map<number, (readonly number[])[]>();

  const undefinedIn = (linked: Linked, bindsNow: boolean): readonly UndefinedSymbol[] => {
    const inodes = new Set(linked.objects.map(({ node }) => node.contentOffset));
    const lookUp = searchOf(linked, symbolsOf);
    return linked.objects.flatMap((by) => {
      const known = metBy.get(by.node.contentOffset) ?? [];
      if (known.some((providers) => providers.every((inode) => inodes.has(inode)))) return [];
      const providers = new Set<number>();
      const lacking = (symbolsOf(by.node)?.references ?? []).filter((reference) => {
        const provider = lookUp(reference);
        if (provider !== undefined) providers.add(provider.node.contentOffset);
        return provider === undefined;
      });
      if (lacking.length === 0) metBy.set(by.node.contentOffset, [...known, [...providers]]);
      return undefinedSymbols(by, lacking, bindsNow || by.elf.bindsNow);
    });
  };

  return (linked, bindsNow) => {
    if (!isWhole(linked)) return [];
    const key = [bindsNow, ...linked.objects.map(({ node }) => node.contentOffset)].join(" ");
    const answer = answers.get(key) ?? undefinedIn(linked, bindsNow);
    answers.set(key, answer);
    return answer;
  };
};

/** Whether all is known that is loaded; a preloaded library that is missing is left out by ld.so. */
const isWhole = ({ needs, preloads }: Linked): boolean =>
  needs.every(({ resolution }) => resolution.kind === "found") && preloads.every(({ resolution }) => resolution.kind !== "unknown");

/**
 * Looks a symbol up in the objects of a program; what can't be read is taken to have it. Since glibc 2.30 a version may come from another file
 * than the one that it is wanted from (bug 24741).
 */
const searchOf = (linked: Linked, symbolsOf: SymbolReader): ((reference: SymbolReference) => Loaded | undefined) => {
  const searched = linked.objects.map((object) => ({ object, symbols: symbolsOf(object.node) }));
  return (reference) => {
    // What is copied to the program is not looked up there.
    const others = reference.use === "copy" ? searched.slice(1) : searched;
    return others.find(({ symbols }) => symbols === undefined || symbols.defines(reference))?.object;
  };
};

/** Each symbol once; what is bound at start counts before a call. */
const undefinedSymbols = (by: Loaded, lacking: readonly SymbolReference[], bindsNow: boolean): readonly UndefinedSymbol[] => {
  const found = new Map<string, UndefinedSymbol>();
  for (const { name, version, use } of lacking) {
    const symbol: UndefinedSymbol = {
      name: Buffer.from(name.bytes).toString(),
      version: version === undefined ? undefined : { name: version.name, file: version.file },
      by,
      isAtStart: bindsNow || use !== "call",
    };
    const key = `${symbol.name}@${version?.name}`;
    if (symbol.isAtStart || !found.has(key)) found.set(key, symbol);
  }
  return [...found.values()];
};
