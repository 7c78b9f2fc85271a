import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Diagnostic, Span, Staged } from "../diagnostics/diagnostic.ts";
import { malformedXml, unknownRoot } from "./findings.ts";
import { type AttributeOffsets, checkMarkup } from "./check-markup.ts";
import { decodeXml } from "./decode.ts";
import { readInstructions } from "./instructions.ts";
import { positionsIn } from "./positions.ts";
import type { DescriptionSyntax, SyntaxElement } from "./syntax.ts";

const ATTRIBUTES = ":@";
const TEXT = "#text";
const PREFIX = "@_";

/** Numeric references are decoded only where htmlEntities is an object; the empty one adds no HTML names. */
const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: PREFIX,
  textNodeName: TEXT,
  parseTagValue: false,
  trimValues: false,
  captureMetaData: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: {} as never,
  // Nobody asks for the path of an element as text, which it would make for each.
  jPath: false,
  onDangerousProperty: (name) => name,
});

/** One node of PARSER's output: `{ name: children, ":@": attributes }`, or `{ "#text": characters }`. */
type Node = Readonly<Record<string, readonly Node[] | Readonly<Record<string, string>> | string>>;

/**
 * Reads one description: XML 1.0 in UTF-8 or ISO-8859-1 with a root element CONTAINER, at most 8 MiB and 64 levels, without DOCTYPE.
 * A file that is anything else gives `undefined` and an error with its place.
 */
export const parseDescription = (bytes: Uint8Array, file: string): Staged<DescriptionSyntax | undefined> => {
  const { value: text, diagnostics } = decodeXml(bytes, file);
  if (text === undefined) return { value: undefined, diagnostics };
  const markup = checkMarkup(text, positionsIn(text, file));
  if (markup.kind === "fault") return failed(markup.fault);
  const invalid = XMLValidator.validate(text);
  if (invalid !== true) return failed(malformedXml(validatorSpan(text, file, invalid.err), inOurStyle(invalid.err.msg)));
  const elements = toElements(PARSER.parse(text) as readonly Node[], markup.attributes, positionsIn(text, file));
  const root = elements[0] as SyntaxElement; // the validator found it, checkMarkup that it is the only one
  if (root.name !== "CONTAINER") return failed(unknownRoot(root.span, root.name));
  return { value: { file, root, instructions: readInstructions(text, positionsIn(text, file)) }, diagnostics: [] };
};

const failed = (diagnostic: Diagnostic): Staged<undefined> => ({ value: undefined, diagnostics: [diagnostic] });

/** The validator counts columns in UTF-16 units, and has none where the file holds no element. */
const validatorSpan = (text: string, file: string, at: { readonly line: number; readonly col?: number }): Span => {
  const before = (text.split("\n")[at.line - 1] ?? "").slice(0, (at.col ?? 1) - 1);
  return { ...positionsIn(before, file)(before.length), line: at.line };
};

const inOurStyle = (message: string): string => message.replace(/^[A-Z]/, (letter) => letter.toLowerCase()).replace(/\.$/, "");

const toElements = (nodes: readonly Node[], offsets: AttributeOffsets, spanAt: (offset: number) => Span): readonly SyntaxElement[] =>
  nodes.filter((node) => !Object.hasOwn(node, TEXT)).map((node) => toElement(node, offsets, spanAt));

const toElement = (node: Node, offsets: AttributeOffsets, spanAt: (offset: number) => Span): SyntaxElement => {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES) ?? "";
  const children = node[name] as readonly Node[];
  const start = startOf(node);
  const span = spanAt(start);
  const attributes = attributesOf(node, offsets.get(start) ?? [], spanAt);
  const texts = children.flatMap((child) => (child[TEXT] as string | undefined) ?? []);
  const inside = texts.length === children.length ? [] : toElements(children, offsets, spanAt);
  return { name, span, attributes, children: inside, text: texts.join("").trim() };
};

const attributesOf = (node: Node, offsets: readonly number[], spanAt: (offset: number) => Span): SyntaxElement["attributes"] =>
  Object.entries((node[ATTRIBUTES] ?? NO_ATTRIBUTES) as Readonly<Record<string, string>>).map(([prefixed, value], index) => ({
    name: prefixed.slice(PREFIX.length),
    value,
    span: spanAt(offsets[index] ?? startOf(node)),
  }));

const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};

/** The library types its symbol as the object `Symbol`. */
const META = XMLParser.getMetaDataSymbol() as unknown as symbol;

const startOf = (node: Node): number => (node as Readonly<Record<symbol, { readonly startIndex: number }>>)[META]?.startIndex ?? 0;
