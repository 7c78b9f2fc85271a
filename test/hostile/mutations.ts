import fc from "fast-check";
import { withChecksum } from "../tar/raw-tar.ts";

/** What a mutation does to bytes. Places are numbers below 2^32 that stand for a share of what there is. */
export type Mutation = (bytes: Buffer) => Buffer;

const BLOCK = 512;

const at = (place: number, length: number): number => Math.floor((place / 2 ** 32) * length);

const place = fc.nat(2 ** 32 - 1);

const flipBit = fc.tuple(place, fc.nat(7)).map(([where, bit]): Mutation => (bytes) => {
  const changed = Buffer.from(bytes);
  const index = at(where, changed.length);
  changed[index] = (changed[index] ?? 0) ^ (1 << bit);
  return changed;
});

const truncate = place.map(
  (where): Mutation =>
    (bytes) =>
      bytes.subarray(0, at(where, bytes.length)),
);

const replacePart = (part: fc.Arbitrary<Buffer>, unit: number): fc.Arbitrary<Mutation> =>
  fc.tuple(place, fc.nat(3), part).map(([where, count, added]): Mutation => (bytes) => {
    const begin = at(where, Math.ceil(bytes.length / unit)) * unit;
    return Buffer.concat([bytes.subarray(0, begin), added, bytes.subarray(begin + count * unit)]);
  });

/** Exchanges two runs of `unit` bytes. */
const swap = (unit: number): fc.Arbitrary<Mutation> =>
  fc.tuple(place, place).map(([one, other]): Mutation => (bytes) => {
    const changed = Buffer.from(bytes);
    const [a = 0, b = 0] = [one, other].map((where) => at(where, Math.floor(bytes.length / unit)) * unit);
    bytes.copy(changed, a, b, b + unit);
    bytes.copy(changed, b, a, a + unit);
    return changed;
  });

/** Offset and length of the fields of a ustar header. */
const FIELDS = [
  [0, 100],
  [100, 8],
  [108, 8],
  [116, 8],
  [124, 12],
  [136, 12],
  [148, 8],
  [156, 1],
  [157, 100],
  [257, 8],
  [329, 8],
  [337, 8],
  [345, 155],
] as const;

const NASTY_FIELDS = [
  "",
  "\0",
  "0",
  "-1",
  "7777777",
  "77777777777",
  "00000000001",
  "00000001000",
  "8",
  " 7 ",
  "\x80\0\0\0\0\0\0\x01",
  "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
  "\x80\0\0\0\0\0\0\0\xff\xff\xff\xff",
  "\x80\0\0\0\xff\xff\xff\xff",
  "..",
  "../../etc/passwd",
  "/etc/passwd",
  "./",
  "etc/passwd",
  "etc",
  "usr/lib",
  "container",
  "container/EXAMPLE",
  "container/EXAMPLE/conf/lxc.conf",
  "usr/lib/liblxc.so.1",
  "lib/ld-linux-armhf.so.3",
  "a\nb",
  "\xff\xfe",
  ".wh.etc",
  "usr/.wh..wh..opq",
  "usr/lib/",
  "a//b",
  "x".repeat(100),
  "1",
  "2",
  "3",
  "5",
  "6",
  "x",
  "g",
  "L",
  "K",
  "S",
  "ustar  ",
  "ustar\x0000",
];

const nastyField = fc
  .tuple(place, fc.constantFrom(...FIELDS), fc.constantFrom(...NASTY_FIELDS))
  .map(([where, [offset, length], text]): Mutation => (bytes) => {
    const headers = headersOf(bytes);
    const begin = headers[at(where, headers.length)];
    if (begin === undefined) return bytes;
    const changed = Buffer.from(bytes);
    changed.fill(0, begin + offset, begin + offset + length);
    changed.write(text.slice(0, length), begin + offset, "latin1");
    return changed;
  });

/** The blocks that say of themselves that they are headers. */
const headersOf = (bytes: Buffer): readonly number[] =>
  Array.from({ length: Math.floor(bytes.length / BLOCK) }, (_, index) => index * BLOCK).filter(
    (begin) => bytes.toString("latin1", begin + 257, begin + 262) === "ustar",
  );

/** What makes damage look like intent. */
const withChecksums: Mutation = (bytes) => {
  const changed = Buffer.from(bytes);
  for (const begin of headersOf(changed)) withChecksum(changed.subarray(begin, begin + BLOCK), (byte) => byte);
  return changed;
};

const PAX_PIECES = [
  "30 mtime=",
  "12 path=..\n",
  "20 linkpath=/etc/x\n",
  "11 size=1\n",
  "999999999 a=b\n",
  "0 ",
  "-5 a=b\n",
  "6 a=b\n",
  "18 uid=4294967296\n",
  "=",
  "\0",
];

const inTar: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 3, arbitrary: flipBit },
  { weight: 1, arbitrary: truncate },
  { weight: 2, arbitrary: swap(BLOCK) },
  { weight: 1, arbitrary: replacePart(fc.constant(Buffer.alloc(0)), BLOCK) },
  {
    weight: 1,
    arbitrary: replacePart(
      fc.constantFrom(...PAX_PIECES).map((text) => Buffer.from(text, "latin1")),
      1,
    ),
  },
  { weight: 6, arbitrary: nastyField },
);

/** A tarball's damage, mostly with checksums that are right again. */
export const tarMutation: fc.Arbitrary<Mutation> = fc.tuple(fc.array(inTar, { minLength: 1, maxLength: 4 }), fc.nat(4)).map(
  ([mutations, honest]) =>
    (bytes) =>
      [...mutations, ...(honest === 0 ? [] : [withChecksums])].reduce(apply, bytes),
);

const apply = (bytes: Buffer, mutation: Mutation): Buffer => mutation(bytes);

const SCRAPS = [
  "<",
  ">",
  "&",
  '"',
  "'",
  "/",
  "-->",
  "<!--",
  "]]>",
  "<![CDATA[",
  "<?",
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  "&b;",
  "&#0;",
  "&#x1F600;",
  "\0",
  "\xff",
  "\n",
  "\r",
  "=",
  "[TAGS]",
  "<Group>",
  "</Group>",
  "<CONTAINER>",
  "</CONTAINER>",
  "<Rootfs>",
  "</Entry>",
  ' caps="cap_net_raw+ep"',
  ' version="!*"',
  ' create="no"',
].map((text) => Buffer.from(text, "latin1"));

const NASTY_VALUES = [
  "",
  " ",
  "0",
  "-1",
  "99999999999999999999",
  "1e9",
  "../../../etc",
  "/",
  "//",
  ".",
  "..",
  "/../x",
  "a/../../b",
  "~",
  "$(reboot)",
  "`id`",
  "'; reboot #",
  '"',
  "\\",
  "a&#10;lxc.init.cmd = x",
  "a&#13;b",
  "a&#9;b",
  "a\nlxc.mount.entry = b",
  "\u202e",
  "\u{1F600}",
  "&lt;x&gt;",
  "x".repeat(5000),
  "a/".repeat(300),
  "root",
  "nobody",
  "/usr",
  "/etc/passwd",
  "/dev",
  "usr/lib",
  "lib",
  "bind,create=dir",
  "rbind,ro",
  "cap_net_raw",
  "c 1:3 rwm",
  "a",
  "yes",
  "no",
  "true",
  "__proto__",
  "constructor",
  "libc",
  "*",
];

/** Puts something else between two tags, or between two quotes. */
const nastyValue = fc.tuple(place, fc.constantFrom(...NASTY_VALUES)).map(([where, value]): Mutation => (bytes) => {
  const text = bytes.toString("latin1");
  const values = [...text.matchAll(/>([^<>]*)<\/|"([^"]*)"/g)];
  const chosen = values[at(where, values.length)];
  if (chosen === undefined) return bytes;
  const begin = chosen.index + 1;
  const end = begin + (chosen[1] ?? chosen[2] ?? "").length;
  return Buffer.concat([bytes.subarray(0, begin), Buffer.from(value), bytes.subarray(end)]);
});

/** Removes a line, doubles it, or puts it somewhere else. */
const moveLine = fc.tuple(place, place, fc.constantFrom("remove", "double", "move")).map(([from, to, what]): Mutation => (bytes) => {
  const lines = bytes.toString("latin1").split("\n");
  const [line = ""] = what === "double" ? lines.slice(at(from, lines.length)) : lines.splice(at(from, lines.length), 1);
  if (what !== "remove") lines.splice(at(to, lines.length), 0, line);
  return Buffer.from(lines.join("\n"), "latin1");
});

/** Damage to a description or to config.ini. */
export const textMutation: fc.Arbitrary<Mutation> = fc
  .array(
    fc.oneof(
      { weight: 1, arbitrary: flipBit },
      { weight: 1, arbitrary: truncate },
      { weight: 1, arbitrary: swap(7) },
      { weight: 2, arbitrary: replacePart(fc.constantFrom(...SCRAPS), 1) },
      { weight: 3, arbitrary: moveLine },
      { weight: 4, arbitrary: nastyValue },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((mutations) => (bytes) => mutations.reduce(apply, bytes));
