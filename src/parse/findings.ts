import { type Diagnostic, type Span, atFile, atSpan, error } from "../diagnostics/diagnostic.ts";

/** A description or config.ini is larger than what is read at all. */
export const inputTooLarge = (file: string, limit: number): Diagnostic =>
  error("input-too-large", atFile(file), `the file has more than ${limit} bytes`);

/** A description is in an encoding other than UTF-8 and ISO-8859-1, by its byte order mark or its XML declaration. */
export const unsupportedEncoding = (span: Span, encoding: string): Diagnostic =>
  error("unsupported-encoding", atSpan(span), `the encoding ${encoding} is not supported`, "save the file as UTF-8 or ISO-8859-1");

/** Bytes are not text in the file's encoding. */
export const malformedText = (span: Span): Diagnostic =>
  error(
    "malformed-text",
    atSpan(span),
    "these bytes are not valid UTF-8",
    'save the file as UTF-8; a description in ISO-8859-1 says so: <?xml version="1.0" encoding="ISO-8859-1"?>',
  );

/** A description is not well-formed XML. */
export const malformedXml = (span: Span, message: string): Diagnostic => error("malformed-xml", atSpan(span), message);

/** A description has a document type declaration. */
export const doctypeRefused = (span: Span): Diagnostic =>
  error("doctype-refused", atSpan(span), "a document type declaration is not allowed", "remove the <!DOCTYPE …>");

/** A description refers to an entity that XML itself does not define. */
export const undefinedEntity = (span: Span, name: string): Diagnostic =>
  error("undefined-entity", atSpan(span), `the entity &${name}; is not defined; there are &amp; &lt; &gt; &quot; and &apos;`);

/** A description holds a character that XML does not allow, as it stands or as a reference. */
export const forbiddenCharacter = (span: Span, codePoint: number): Diagnostic =>
  error("forbidden-character", atSpan(span), `the character U+${hex(codePoint)} is not allowed in XML`);

/** Elements of a description stand inside each other deeper than any real one does. */
export const nestedTooDeep = (span: Span, limit: number): Diagnostic =>
  error("nested-too-deep", atSpan(span), `elements are nested deeper than ${limit} levels`);

/** A tag or the text of an element is longer than any real one. */
export const tooLong = (span: Span, what: string, limit: number): Diagnostic =>
  error("markup-too-long", atSpan(span), `${what} is longer than ${limit} characters`);

/** A description has more tags, attributes and texts than any real one. */
export const tooManyPieces = (span: Span, limit: number): Diagnostic =>
  error("too-much-markup", atSpan(span), `the file has more than ${limit} tags, attributes, texts and comments`);

/** The root element of a description is not CONTAINER. */
export const unknownRoot = (span: Span, name: string): Diagnostic =>
  error("unknown-root", atSpan(span), `the root element is ${name}; a description's root element is CONTAINER`);

/** A line of config.ini is no section, no option and no continuation of one. */
export const iniSyntax = (span: Span, message: string): Diagnostic => error("ini-syntax", atSpan(span), message);

/** A section, or an option within its section, stands twice in config.ini. */
export const iniDuplicate = (span: Span, what: string, firstLine: number): Diagnostic =>
  error("ini-duplicate", atSpan(span), `${what} stands in line ${firstLine} already`);

const hex = (codePoint: number): string => codePoint.toString(16).toUpperCase().padStart(4, "0");
