import { type Diagnostic, type Span, atFile, atSpan } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "../diagnostics/findings-of.ts";

export const PARSE_CODES = {
  error: {
    "input-too-large": "A description or config.ini is larger than what is read at all.",
    "unsupported-encoding":
      "A description is in an encoding other than UTF-8 and ISO-8859-1, by its byte order mark or its XML declaration.",
    "malformed-text": "Bytes are not text in the file's encoding.",
    "malformed-xml": "A description is not well-formed XML.",
    "doctype-refused": "A description has a document type declaration.",
    "undefined-entity": "A description refers to an entity that XML itself does not define.",
    "forbidden-character": "A description holds a character that XML does not allow, as it stands or as a reference.",
    "nested-too-deep": "Elements of a description stand inside each other deeper than any real one does.",
    "markup-too-long": "A tag or the text of an element is longer than any real one.",
    "too-much-markup": "A description has more tags, attributes and texts than any real one.",
    "unknown-root": "The root element of a description is not CONTAINER.",
    "ini-syntax": "A line of config.ini is no section, no option and no continuation of one.",
    "ini-duplicate": "A section, or an option within its section, stands twice in config.ini.",
  },
} as const;

const { error } = findingsOf(PARSE_CODES);

export const inputTooLarge = (file: string, limit: number): Diagnostic =>
  error("input-too-large", atFile(file), `the file has more than ${limit} bytes`);

export const unsupportedEncoding = (span: Span, encoding: string): Diagnostic =>
  error("unsupported-encoding", atSpan(span), `the encoding ${encoding} is not supported`, "save the file as UTF-8 or ISO-8859-1");

/** Only XML can say that it is of another encoding. */
export const malformedText = (span: Span, isXml: boolean): Diagnostic =>
  error(
    "malformed-text",
    atSpan(span),
    "these bytes are not valid UTF-8",
    `save the file as UTF-8${isXml ? '; a description in ISO-8859-1 says so: <?xml version="1.0" encoding="ISO-8859-1"?>' : ""}`,
  );

export const malformedXml = (span: Span, message: string): Diagnostic => error("malformed-xml", atSpan(span), message);

export const doctypeRefused = (span: Span): Diagnostic =>
  error("doctype-refused", atSpan(span), "a document type declaration is not allowed", "remove the <!DOCTYPE …>");

export const undefinedEntity = (span: Span, name: string): Diagnostic =>
  error(
    "undefined-entity",
    atSpan(span),
    `the entity &${name}; is not defined; there are &amp; &lt; &gt; &quot; and &apos;`,
    `write the character itself, or &amp;${name}; if the ampersand is one`,
  );

export const forbiddenCharacter = (span: Span, codePoint: number): Diagnostic =>
  error("forbidden-character", atSpan(span), `the character U+${hex(codePoint)} is not allowed in XML`, "remove it");

export const nestedTooDeep = (span: Span, limit: number): Diagnostic =>
  error("nested-too-deep", atSpan(span), `elements are nested deeper than ${limit} levels`);

export const tooLong = (span: Span, what: string, limit: number): Diagnostic =>
  error("markup-too-long", atSpan(span), `${what} is longer than ${limit} characters`);

export const tooManyPieces = (span: Span, limit: number): Diagnostic =>
  error("too-much-markup", atSpan(span), `the file has more than ${limit} tags, attributes, texts and comments`);

export const unknownRoot = (span: Span, name: string): Diagnostic =>
  error(
    "unknown-root",
    atSpan(span),
    `the root element is ${name}; a description's root element is CONTAINER`,
    "make CONTAINER the root element",
  );

export const iniSyntax = (span: Span, message: string): Diagnostic =>
  error("ini-syntax", atSpan(span), message, "write [SECTION] or name = value, or indent the line to continue the one before");

export const iniDuplicate = (span: Span, what: string, firstLine: number): Diagnostic =>
  error("ini-duplicate", atSpan(span), `${what} stands in line ${firstLine} already`, "keep one of the two");

const hex = (codePoint: number): string => codePoint.toString(16).toUpperCase().padStart(4, "0");
