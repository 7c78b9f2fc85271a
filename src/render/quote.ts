/** Words that mean nothing to the shell but themselves. */
const PLAIN_WORD = /^[A-Za-z0-9_./:@%+,-]+$/;

/**
 * A text as one literal word of POSIX sh: bare where that is safe, else in double quotes.
 * (Single quotes would need no escapes, but shellcheck takes a `$` in them for a mistake.)
 */
export const quoteWord = (text: string): string => (PLAIN_WORD.test(text) ? text : `"${escapeQuoted(text)}"`);

/** A text as it stands between double quotes, where it means only itself: sh(1), "Double Quotes". */
export const escapeQuoted = (text: string): string => text.replaceAll(/[\\"$`]/g, "\\$&");
