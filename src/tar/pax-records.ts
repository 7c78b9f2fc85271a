import { badPaxRecord } from "./findings.ts";
import { Refusal } from "./refusal.ts";

const SPACE = 0x20;
const EQUALS = 0x3d;
const NEWLINE = 0x0a;
const ZERO = 0x30;

/** atime, ctime and comment: GNU tar writes the times for every entry, and nobody here asks for them. */
const IGNORED_INITIALS: readonly (number | undefined)[] = [0x61, 0x63];

/**
 * Calls `visit` with the key and the value of each record of a pax header, pax(1): `<length> <key>=<value>\n`, the length being that of the
 * whole record, so that a value may hold any bytes. A key has a character for each byte; a value is a view of `bytes`. Keys that begin with
 * a or c are left out: none of them says anything of an entry that is of use.
 */
export const forEachRecord = (bytes: Buffer, visit: (key: string, value: Buffer) => void): void => {
  for (let begin = 0; begin < bytes.length;) {
    let at = begin;
    let length = 0;
    for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, at)) {
      length = length * 10 + digit;
      at++;
    }
    const end = begin + length;
    if (at === begin || bytes[at] !== SPACE) throw damaged("it does not begin with a length");
    if (end <= at + 1 || end > bytes.length || bytes[end - 1] !== NEWLINE) throw damaged(`it is not ${length} bytes long as it says`);
    const equals = bytes.indexOf(EQUALS, at + 1);
    if (equals <= at + 1 || equals >= end) throw damaged("it has no key");
    if (!IGNORED_INITIALS.includes(bytes[at + 1])) visit(bytes.toString("latin1", at + 1, equals), bytes.subarray(equals + 1, end - 1));
    begin = end;
  }
};

const digitAt = (bytes: Buffer, at: number): number => {
  const digit = (bytes[at] ?? 0) - ZERO;
  return digit <= 9 ? digit : -1;
};

const damaged = (reason: string): Refusal => new Refusal((location) => badPaxRecord(location, reason));

/** One record; its length counts its own digits. */
export const formatRecord = (key: string, value: Uint8Array): Buffer => {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from("\n")]);
  let length = rest.length + String(rest.length).length;
  length = rest.length + String(length).length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
};
