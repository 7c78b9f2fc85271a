/** The names of what there is. */
export const list = (names: readonly string[]): string => (names.length > 0 ? names.join(", ") : "none");

/** The help for a misspelt name; none where nothing is similar. */
export const didYouMean = (similar: readonly string[]): string | undefined =>
  similar.length > 0 ? `did you mean ${similar.join(" or ")}?` : undefined;
