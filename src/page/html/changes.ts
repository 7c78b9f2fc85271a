import { FACETS } from "../facets.ts";
import type { TraitChange } from "../release/compare-traits.ts";
import type { ContainerDiff } from "../release/diff-page.ts";
import type { Trait } from "../trait.ts";
import { type Child, element } from "./element.ts";
import { part } from "./part.ts";
import { table } from "./table.ts";
import { code, counted, powerBadges } from "./words.ts";

/** Changes by what they mean for a reviewer, each kind under a heading of its own. */
export const changesParts = (of: string, kind: ChangedKind, changes: readonly TraitChange[]): Child =>
  (kind === "removed" ? LESS_FIRST : MORE_FIRST).map((reach) => {
    const own = changes.filter((each) => each.reach === reach);
    if (own.length === 0) return undefined;
    const [title, caption] = WORDS[kind][reach];
    const folded = own.filter((each) => reach === "other" || isPlain(each));
    const isFolded = folded.length > MAX_OPEN;
    const shown = isFolded ? own.filter((each) => !folded.includes(each)) : own;
    const what = reach === "other" ? counted(folded.length, "setting") : `${counted(folded.length, "mount")} to read, or of its own`;
    return part(
      title,
      shown.length === 0 ? undefined : changesTable(`${caption} ${of}`, kind, shown),
      isFolded ? element("details", {}, element("summary", {}, what), changesTable(`${caption} ${of}: ${what}`, kind, folded)) : undefined,
    );
  });

type Reach = TraitChange["reach"];
type ChangedKind = ContainerDiff["kind"] | "host";

const MORE_FIRST: readonly Reach[] = ["more", "less", "other"];
const LESS_FIRST: readonly Reach[] = ["less", "more", "other"];

/** The title of each kind of changes, and how a table of them is called before a container's name. */
const WORDS: Readonly<Record<ChangedKind, Readonly<Record<Reach, readonly [title: string, caption: string]>>>> = {
  changed: {
    more: ["Reaches more", "More that may be reached by"],
    less: ["Reaches less", "What can't be reached any more by"],
    other: ["Otherwise", "What else is different of"],
  },
  added: {
    more: ["Reaches", "What may be reached by"],
    less: ["Is bound by", "Bounds of"],
    other: ["Settings", "Settings of"],
  },
  removed: {
    more: ["Was bound by", "Former bounds of"],
    less: ["Reached", "What could be reached by"],
    other: ["Settings", "Former settings of"],
  },
  host: {
    more: ["New", "What becomes of"],
    less: ["No longer", "What no longer becomes of"],
    other: ["Otherwise", "What else becomes of"],
  },
};

/** More stand folded: mounts are mostly libraries. */
const MAX_OPEN = 8;

const isPlain = ({ before, after }: TraitChange): boolean => {
  const told = after ?? before;
  return told?.facet === "mounts" && told.powers.length === 0;
};

const changesTable = (caption: string, kind: ChangedKind, changes: readonly TraitChange[]): Child =>
  table(
    caption,
    [
      { title: "What", cell: nameOf, className: "name" },
      ...(kind === "added" ? [] : [{ title: "Before", cell: ({ before }: TraitChange) => sideOf(before), className: "side" }]),
      ...(kind === "removed" ? [] : [{ title: "Now", cell: ({ after }: TraitChange) => sideOf(after), className: "side" }]),
    ],
    changes,
  );

const nameOf = ({ before, after }: TraitChange): Child => {
  const told = after ?? before;
  return told && [element("span", { class: "kind" }, FACETS[told.facet].title), " ", code(told.name), powerBadges(told.powers)];
};

const sideOf = (trait: Trait | undefined): Child => {
  if (trait === undefined) return element("span", { class: "none" }, "not there");
  const texts = [trait.value, trait.detail].filter((text) => text !== "");
  return texts.length === 0 ? "there" : texts.map((text) => element("div", {}, code(text)));
};
