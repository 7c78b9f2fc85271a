import { escapeAttribute, escapeText } from "../parse/escape-xml.ts";

/** An element of a schema: what stands in it are lines. */
export const element = (name: string, attributes: Readonly<Record<string, string>>, inside: readonly string[] = []): readonly string[] => {
  const start = [name, ...Object.entries(attributes).map(([each, value]) => `${each}="${escapeAttribute(value)}"`)].join(" ");
  return inside.length === 0 ? [`<${start}/>`] : [`<${start}>`, ...inside.map((line) => `  ${line}`), `</${name}>`];
};

/** What editors show. */
export const documentation = (text: string | undefined): readonly string[] => {
  if (text === undefined) return [];
  // One line to whoever indents: what is put before the others would be shown.
  return element("xs:annotation", {}, [`<xs:documentation>${escapeText(text)}</xs:documentation>`]);
};
