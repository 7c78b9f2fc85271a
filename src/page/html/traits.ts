import { FACETS, type FacetName } from "../facets.ts";
import type { Trait } from "../trait.ts";
import { type Child, element, type Html } from "./element.ts";
import { part } from "./part.ts";
import { onlyBadge, reasonList } from "./reasons.ts";
import { type Column, table } from "./table.ts";
import { code, powerBadges } from "./words.ts";

/** The table of traits of one facet. Those that are called alike, and there for the same, stand in one row. */
export const traitTable = (facet: FacetName, caption: string, traits: readonly Trait[]): Html => {
  const { name, value, detail } = FACETS[facet].columns;
  const isGiven = (of: "value" | "detail"): boolean => traits.some((each) => each[of] !== "");
  const columns: readonly Column<Row>[] = [
    { title: name, cell: ([each]) => [nameOf(each), powerBadges(each.powers), onlyBadge(each.only)], className: "name" },
    ...(value === undefined || !isGiven("value") ? [] : [{ title: value, cell: valuesOf, className: "value" }]),
    ...(detail === undefined || !isGiven("detail") || facet === "devices" ? [] : [{ title: detail, cell: detailOf, className: "detail" }]),
    { title: "Asked for by", cell: ([{ reasons }]) => reasonList(reasons), className: "why" },
  ];
  return table(caption, columns, rowsOf(facet, traits));
};

type Row = readonly [Trait, ...Trait[]];

const rowsOf = (facet: FacetName, traits: readonly Trait[]): readonly Row[] => {
  const rows: [Trait, ...Trait[]][] = [];
  for (const trait of traits) {
    const last = rows.at(-1);
    if (facet === "devices" && last !== undefined && isAlike(last[0], trait)) last.push(trait);
    else rows.push([trait]);
  }
  return rows;
};

const isAlike = (a: Trait, b: Trait): boolean =>
  JSON.stringify([a.name, a.powers, a.only, a.reasons]) === JSON.stringify([b.name, b.powers, b.only, b.reasons]);

const WORDS: ReadonlySet<FacetName> = new Set(["processes", "capabilities", "devices"]);

const nameOf = ({ facet, name }: Trait): Child => (WORDS.has(facet) ? name : code(name));

const valuesOf = (row: Row): Child =>
  row.map(({ facet, value, detail }) => element("div", {}, code(value), facet === "devices" && detail !== "" ? ` ${detail}` : undefined));

const detailOf = ([{ detail }]: Row): Child => (detail === "" ? undefined : code(detail));

/** More stand folded. */
const MAX_OPEN = 8;

/** A facet under its heading, or what it means that it is empty. */
export const facetPart = (facet: FacetName, container: string, traits: readonly Trait[]): Child => {
  const { title, none } = FACETS[facet];
  if (traits.length === 0) return none === "" ? undefined : part(title, element("p", { class: "none" }, none));
  const told = traitTable(facet, `${title} of ${container}`, traits);
  return part(
    title,
    traits.length <= MAX_OPEN || facet === "devices" ? told : element("details", {}, element("summary", {}, summaryOf(traits)), told),
  );
};

const MAX_NAMED = 6;

const summaryOf = (traits: readonly Trait[]): string => {
  const names = [...new Set(traits.map(({ name }) => name))];
  const more = names.length - MAX_NAMED;
  return names.slice(0, MAX_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
};
