import { compareUtf8 } from "../bytes/compare-utf8.ts";

/** A name made of a text's letters and digits; empty if it has none. */
export const slugOf = async (text: string): Promise<string> => (await import("@sindresorhus/slugify")).default(text);

/** The active tags as words, in byte order of their names. */
export const tagWords = (tags: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(tags)
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([tag, value]) => `${tag} ${value}`);
