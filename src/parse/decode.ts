import type { Diagnostic, Staged } from "../diagnostics/diagnostic.ts";
import { inputTooLarge, malformedText, unsupportedEncoding } from "./findings.ts";
import { positionsIn } from "./positions.ts";

/** Of a text input: more are refused. */
export const MAX_BYTES: number = 8 * 1024 * 1024;
/** An XML declaration stands within so many bytes. */
const DECLARATION_BYTES = 512;
const UTF_8_MARK = "\xef\xbb\xbf";
/** A byte order mark, or the zero byte of a `<` in two bytes. */
const UTF_16 = /^(?:\xff\xfe|\xfe\xff|[^]?\0)/;
const DECLARED = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'>]*)["']/;

/** The text of a UTF-8 file of at most `limit` bytes: without byte order mark, every line end a "\n". Anything else is an error. */
export const decodeUtf8 = (bytes: Uint8Array, file: string, limit: number = MAX_BYTES): Staged<string | undefined> =>
  bytes.length > limit ? failed(inputTooLarge(file, limit)) : decoded(bytes, file, false);

const decoded = (bytes: Uint8Array, file: string, isXml: boolean): Staged<string | undefined> => {
  const text = strictUtf8(bytes);
  if (text !== undefined) return { value: normalise(text), diagnostics: [] };
  const before = normalise(textBeforeFault(bytes));
  return failed(malformedText(positionsIn(before, file)(before.length), isXml));
};

/**
 * The text of an XML file as decodeUtf8 gives it, in the encoding that its byte order mark or its XML declaration names (XML 1.0,
 * appendix F): UTF-8 or ISO-8859-1. Others are an error that names them.
 */
export const decodeXml = (bytes: Uint8Array, file: string): Staged<string | undefined> => {
  if (bytes.length > MAX_BYTES) return failed(inputTooLarge(file, MAX_BYTES));
  const { encoding, declared, before } = xmlEncoding(bytes);
  if (encoding === "utf8") return decoded(bytes, file, true);
  if (encoding === "latin1") return { value: normalise(Buffer.from(bytes).toString("latin1")), diagnostics: [] };
  const text = normalise(before);
  return failed(unsupportedEncoding(positionsIn(text, file)(text.length), declared));
};

/** In which encoding an XML file is, of those that are read; how it calls it, and what stands before that. */
export const xmlEncoding = (
  bytes: Uint8Array,
): { readonly encoding: "utf8" | "latin1" | undefined; readonly declared: string; readonly before: string } => {
  const start = Buffer.from(bytes.subarray(0, DECLARATION_BYTES)).toString("latin1");
  if (UTF_16.test(start)) return { encoding: undefined, declared: "UTF-16", before: "" };
  const marked = start.startsWith(UTF_8_MARK);
  const [declaration = "", declared = "UTF-8"] = DECLARED.exec(marked ? start.slice(UTF_8_MARK.length) : start) ?? [];
  const before = declaration.slice(0, -declared.length - 1);
  if (/^utf-8$/i.test(declared)) return { encoding: "utf8", declared, before };
  if (/^iso-8859-1$/i.test(declared) && !marked) return { encoding: "latin1", declared, before };
  return { encoding: undefined, declared: marked ? `${declared} after a UTF-8 mark` : declared, before };
};

const failed = (diagnostic: Diagnostic): Staged<undefined> => ({ value: undefined, diagnostics: [diagnostic] });

const normalise = (text: string): string => text.replaceAll(/\r\n?/g, "\n");

const strictUtf8 = (bytes: Uint8Array, stream = false): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream });
  } catch {
    return undefined;
  }
};

/** TextDecoder does not say where it stopped: the longest beginning that is valid, by halving. */
const textBeforeFault = (bytes: Uint8Array): string => {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    if (strictUtf8(bytes.subarray(0, middle), true) === undefined) invalid = middle;
    else valid = middle;
  }
  return strictUtf8(bytes.subarray(0, valid), true) ?? "";
};
