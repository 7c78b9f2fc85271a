import { CAPABILITY_NAMES } from "../../linux/file-capabilities.ts";
import type { Change, Difference } from "../../diff/difference.ts";
import type { Line } from "../../diff/diff-lines.ts";
import type { Share } from "../shares.ts";
import type { Trait } from "../trait.ts";
import { compareTraits, type TraitChange } from "./compare-traits.ts";
import type { Release } from "./release.ts";

/** What a page tells of two overlays, an older and a newer one. */
export interface DiffPage {
  readonly before: string;
  readonly after: string;
  /** The containers that differ, those first that may reach more. */
  readonly containers: readonly ContainerDiff[];
  readonly host: readonly TraitChange[];
  /** What containers share now and did not before. */
  readonly shares: readonly Share[];
  readonly files: readonly FileDiff[];
  /** Of lxc-overlay. */
  readonly version: string;
}

export interface ContainerDiff {
  readonly name: string;
  readonly kind: "added" | "removed" | "changed";
  readonly changes: readonly TraitChange[];
}

export interface FileDiff {
  readonly path: string;
  readonly kind: "added" | "removed" | "changed";
  readonly changes: readonly Change[];
  /** Hunks of lines, each with its kind. */
  readonly hunks: readonly (readonly Line[])[];
}

export interface DiffPageInput {
  readonly before: { readonly name: string; readonly release: Release };
  readonly after: { readonly name: string; readonly release: Release };
  readonly differences: readonly Difference[];
  readonly version: string;
}

/** The page of two overlays, and of how their entries differ. */
export const diffPage = ({ before, after, differences, version }: DiffPageInput): DiffPage => {
  const known = new Set(before.release.shares.map((each) => JSON.stringify(each)));
  return {
    before: before.name,
    after: after.name,
    containers: containersOf(before.release, after.release),
    host: compareTraits(before.release.host, after.release.host),
    shares: after.release.shares.filter((each) => !known.has(JSON.stringify(each))),
    files: differences.map(fileDiff),
    version,
  };
};

/** How many of the changes let a container reach more. */
export const countMore = (changes: readonly TraitChange[]): number => changes.filter(({ reach }) => reach === "more").length;

const containersOf = (before: Release, after: Release): readonly ContainerDiff[] => {
  const names = [...new Set([...after.containers.keys(), ...before.containers.keys()])];
  const all = names.map((name): ContainerDiff => {
    const [left, right] = [before.containers.get(name), after.containers.get(name)];
    const kind = left === undefined ? "added" : right === undefined ? "removed" : "changed";
    return { name, kind, changes: joinAlike(compareTraits(left ?? [], right ?? [])) };
  });
  const differing = all.filter(({ kind, changes }) => kind !== "changed" || changes.length > 0);
  return [...differing.filter(({ changes }) => countMore(changes) > 0), ...differing.filter(({ changes }) => countMore(changes) === 0)];
};

/** Capabilities that come are one change, and so are those that go; and device rules of a kind. */
const joinAlike = (changes: readonly TraitChange[]): readonly TraitChange[] => {
  const joined = new Map<string, TraitChange>();
  for (const [index, change] of changes.entries()) {
    const { before, after, reach } = change;
    const facet = (after ?? before)?.facet;
    const isOne = before !== undefined && after !== undefined;
    const key = !isOne && (facet === "capabilities" || facet === "devices") ? `${facet} ${reach}` : String(index);
    const known = joined.get(key);
    joined.set(key, known === undefined ? change : { before: join(known.before, before), after: join(known.after, after), reach });
  }
  return [...joined.values()].map(({ before, after, reach }) => ({ before: withAll(before), after: withAll(after), reach }));
};

/** Nobody reads the names of all capabilities. */
const withAll = (trait: Trait | undefined): Trait | undefined =>
  trait?.facet === "capabilities" && trait.name === CAPABILITY_NAMES.join(" ")
    ? { ...trait, name: `all ${CAPABILITY_NAMES.length}`, powers: ["all capabilities"] }
    : trait;

const join = (one: Trait | undefined, other: Trait | undefined): Trait | undefined =>
  one &&
  other &&
  (one.facet === "devices" ? { ...one, value: `${one.value}, ${other.value}` } : { ...one, name: `${one.name} ${other.name}` });

const fileDiff = ({ path, before, after, changes, hunks }: Difference): FileDiff => ({
  path,
  kind: before === undefined ? "added" : after === undefined ? "removed" : "changed",
  changes,
  hunks: hunks.map(({ lines }) => lines),
});
