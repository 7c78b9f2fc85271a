/** A value as the text of an element. */
export const escapeText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A value as an attribute in double quotes. */
export const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', "&quot;");
