import type { Advice, Fix } from "./fix.ts";

/** The names of what there is. */
export const list = (names: readonly string[]): string => (names.length > 0 ? names.join(", ") : "none");

/** The help for a misspelt name; none where nothing is similar. */
export const didYouMean = (similar: readonly string[]): string | undefined =>
  similar.length > 0 ? `did you mean ${similar.join(" or ")}?` : undefined;

/** The same, with what `fix` makes of the name where only one is similar. */
export const meantOne = (similar: readonly string[], fix: (name: string) => Fix): Advice | string | undefined => {
  const help = didYouMean(similar);
  const [name] = similar;
  return help === undefined || name === undefined || similar.length > 1 ? help : { help, fix: fix(name) };
};
