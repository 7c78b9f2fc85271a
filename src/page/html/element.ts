import { escapeControls } from "../../diagnostics/print-escape.ts";
import { escapeAttribute } from "../../parse/escape-xml.ts";

/** Markup; what is not of this type is text, and is escaped wherever it is put. */
export interface Html {
  readonly html: string;
}

export type Child = Html | string | undefined | readonly Child[];

/** An attribute that is `undefined` is left out, one that is true stands without a value. */
export type Attributes = Readonly<Record<string, string | number | true | undefined>>;

/** An element with its children. */
export const element = (name: string, attributes: Attributes, ...children: readonly Child[]): Html => {
  const given = Object.entries(attributes).map(([key, value]) => written(key, value));
  const start = `<${name}${given.join("")}>`;
  const end = BLOCKS.has(name) ? "\n" : "";
  return { html: VOID.has(name) ? `${start}${end}` : `${start}${children.map(markup).join("")}</${name}>${end}` };
};

/** Markup of what stands one behind the other. */
export const markup = (child: Child): string => {
  if (child === undefined) return "";
  if (typeof child === "string") return escaped(child);
  return "html" in child ? child.html : child.map(markup).join("");
};

/** No character of a text can be markup, nor change the direction or the lines of what stands around it. */
const escaped = (text: string): string => escapeAttribute(escapeControls(text));

const written = (name: string, value: Attributes[string]): string => {
  if (value === undefined) return "";
  return value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`;
};

const VOID: ReadonlySet<string> = new Set(["meta", "br"]);

/** They end their line, so that pages can be compared line by line. */
const BLOCKS: ReadonlySet<string> = new Set(
  "meta title style header nav main footer section h1 h2 h3 p ul ol li dl dt dd table caption thead tbody tr details summary svg g figure".split(
    " ",
  ),
);
