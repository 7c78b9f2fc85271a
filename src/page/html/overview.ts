import type { FacetName } from "../facets.ts";
import type { Page } from "../page.ts";
import type { Trait } from "../trait.ts";
import { anchorOf } from "./anchor.ts";
import { type Child, element, type Html } from "./element.ts";
import { section } from "./frame.ts";
import { table } from "./table.ts";
import { powerBadges } from "./words.ts";

/** One line a container: what a reviewer asks first. */
export const overviewSection = ({ containers, unplanned }: Pick<Page, "containers" | "unplanned">): Html =>
  section(
    "overview",
    "Containers at a glance",
    containers.length === 0
      ? element("p", { class: "none" }, "No container could be planned: the findings say why.")
      : table(
          "Containers, and what stands out of what each may do",
          [
            { title: "Container", cell: ({ name }) => element("a", { href: `#${anchorOf(name)}` }, name), className: "short" },
            { title: "Runs as", cell: ({ traits }) => short(traits, "processes", "no launcher"), className: "short" },
            { title: "Capabilities", cell: ({ traits }) => capabilities(traits) },
            { title: "Network", cell: ({ traits }) => short(traits, "network", "loopback only") },
            { title: "May write", cell: ({ traits }) => writable(traits) },
          ],
          containers,
        ),
    unplanned.length === 0
      ? undefined
      : element("p", {}, element("strong", {}, unplanned.join(", ")), ": nothing more is told, because of errors in the description."),
  );

const short = (traits: readonly Trait[], facet: FacetName, none: string): Child => {
  const own = traits.filter((each) => each.facet === facet);
  if (own.length === 0) return none;
  const values = new Map(own.map(({ value, powers }) => [firstWord(value), powers]));
  return [...values].map(([value, powers]) => element("div", {}, value, powerBadges(powers.filter((each) => each !== value))));
};

/** What comes before the first comma. */
const firstWord = (text: string): string => text.split(",", 1)[0] ?? text;

const capabilities = (traits: readonly Trait[]): Child =>
  traits.flatMap(({ facet, value, powers }) => (facet === "capabilities" ? [element("div", {}, value, powerBadges(powers))] : []));

const MAX_SHOWN = 4;

const writable = (traits: readonly Trait[]): Child => {
  const places = traits.filter(({ facet, powers }) => facet === "mounts" && powers.length > 0).map(({ value }) => value);
  const shown = [...new Set(places)];
  if (shown.length === 0) return "nothing of the host";
  const more = shown.length - MAX_SHOWN;
  return [
    ...shown.slice(0, MAX_SHOWN).map((each) => element("div", {}, element("code", {}, each))),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
};
