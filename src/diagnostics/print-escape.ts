/** Text fit for a terminal: control, line-breaking and direction-changing characters are written `\x1b` or `\u{202e}`. */
export const escapeControls = (text: string): string => text.replace(UNPRINTABLE, (character) => escaped(character.codePointAt(0) ?? 0));

const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

const escaped = (code: number): string => (code <= 0xff ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`);
