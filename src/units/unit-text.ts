import type { Need } from "./needs.ts";

/** A section of a unit: its lines without those that say nothing. */
export const section = (name: string, lines: readonly string[]): string => [`[${name}]`, ...lines, ""].join("\n");

/** The lines for what must have been started before: systemd.unit(5), Requires=, Wants= and After=. */
export const needLines = (needs: readonly Need[]): readonly string[] =>
  needs.flatMap(({ unit, isRequired, reason }) => [`# ${reason}`, `${isRequired ? "Requires" : "Wants"}=${unit}`, `After=${unit}`]);

/** A path as systemd.syntax(7) and tmpfiles.d(5) read it back: quoted where it has blanks, specifiers doubled. */
export const quotedPath = (path: string): string => {
  const plain = path.replace(/%/g, "%%");
  return /[\s"'\\;#]/.test(plain) ? `"${plain.replace(/["\\]/g, "\\$&")}"` : plain;
};
