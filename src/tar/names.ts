import { badTarName } from "./findings.ts";
import { Refusal } from "./refusal.ts";

export type NameKind = "name" | "link target";

/** PATH_MAX without its NUL, path_resolution(7). */
const MAX_BYTES = 4095;
const SLASH = 0x2f;
const DOT = 0x2e;

/** The path that a name stands for, without `./`, empty segments and trailing slash; `raw` has a character for each byte. */
export const pathFrom = (raw: string, kind: NameKind): string => {
  const begin = raw.startsWith("./") ? 2 : 0;
  const end = raw.endsWith("/") ? raw.length - 1 : raw.length;
  if (isPlainPath(raw, begin, end)) return raw.slice(begin, end);
  const text = textFrom(raw, kind);
  const segments = text.split("/");
  if (segments[0] === "") throw refused(kind, text, "is absolute");
  if (segments.includes("..")) throw refused(kind, text, "has a .. segment");
  return segments.filter((segment) => segment !== "" && segment !== ".").join("/");
};

/** The text of a name or symlink as it stands, decoded; `raw` has a character for each byte. */
export const textFrom = (raw: string, kind: NameKind): string => {
  // Nearly every link target is that: decoding would take ten times as long.
  if (PRINTABLE_ASCII.test(raw) && raw.length <= MAX_BYTES) return raw;
  const text = decodeUtf8(Buffer.from(raw, "latin1"));
  if (text === undefined) throw refused(kind, raw, "is not UTF-8");
  if (text === "") throw refused(kind, text, "is empty");
  if (raw.length > MAX_BYTES) throw refused(kind, `${text.slice(0, 40)}…`, `is longer than ${MAX_BYTES} bytes`);
  if (/\p{Cc}/u.test(text)) throw refused(kind, text, "has a control character");
  return text;
};

const PRINTABLE_ASCII = /^[ -~]+$/;

/** The text of UTF-8 bytes; undefined if they are not UTF-8. */
export const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
};

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const refused = (kind: NameKind, text: string, reason: string): Refusal =>
  new Refusal((location) => badTarName(location, kind, text, reason));

/** Whether this part of a name is a path as it stands; nearly every name is, so that the time to read an archive hangs on this. */
const isPlainPath = (raw: string, begin: number, end: number): boolean => {
  let previous = SLASH;
  for (let index = begin; index < end; index++) {
    const byte = raw.charCodeAt(index);
    if (byte < 0x20 || byte > 0x7e || (previous === SLASH && (byte === SLASH || byte === DOT))) return false;
    previous = byte;
  }
  return previous !== SLASH && raw.length <= MAX_BYTES;
};
