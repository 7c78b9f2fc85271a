import fc from "fast-check";
import { type EntrySketch, hardLink } from "./rootfs-of.ts";

/** Names that stand close to each other: `a-b` comes before `a/`, and `a` before both. */
const segment = fc.constantFrom("a", "a-b", "a0", "ab", "é", "\u{10000}", "\uffff", ".a");
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join("/"));
const sketch: fc.Arbitrary<EntrySketch> = fc.oneof(
  path.map((each) => ({ path: each, content: each })),
  path.map((each) => ({ path: `${each}/` })),
  fc.constant({ path: "" }),
  fc.tuple(path, path).map(([each, target]) => hardLink(each, target)),
);

/** Entries of an archive, some of which take the place of others. */
export const entrySketches: fc.Arbitrary<readonly EntrySketch[]> = fc.array(sketch, { maxLength: 25 });
