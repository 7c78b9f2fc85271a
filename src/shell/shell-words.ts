import { readShell } from "./read-shell.ts";

/**
 * The words of a simple command, as sh(1) splits its text, up to the first operator or comment and without redirections: quotes taken off,
 * `undefined` for one that the shell computes (variables, substitutions, patterns).
 */
export const shellWords = (text: string): readonly (string | undefined)[] => readShell(text, "arguments").words.map(({ value }) => value);

/** The first word of shell text, quotes taken off; `undefined` where the shell computes it or there is none. */
export const firstWord = (text: string): string | undefined => shellWords(text)[0];
